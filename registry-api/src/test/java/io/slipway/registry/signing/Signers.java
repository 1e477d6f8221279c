package io.slipway.registry.signing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Signers by hand. */
public final class Signers {
    private Signers() {}

    public static UrlSigner of(Map<String, String> keys, String current, Duration lifetime, Clock clock) {
        return new UrlSigner(new Config(keys, Optional.ofNullable(current), lifetime), "the services' own", clock);
    }

    public static UrlSigner of(Duration lifetime) {
        return of(Map.of(), null, lifetime, Clock.systemUTC());
    }

    private record Config(Map<String, String> keys, Optional<String> current, Duration lifetime)
            implements SigningConfig {
        @Override
        public Optional<URI> publicUrl() {
            return Optional.empty();
        }
    }
}
