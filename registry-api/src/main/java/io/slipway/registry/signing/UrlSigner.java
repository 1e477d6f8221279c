package io.slipway.registry.signing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs URLs of this registry and checks those that come back. */
@Startup
@ApplicationScoped
public class UrlSigner {
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(15);
    private static final long MAX_EPOCH_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final SigningKeys keys;
    private final Duration lifetime;
    private final URI publicUrl;
    private final Clock clock;

    UrlSigner(SigningConfig config, @ConfigProperty(name = "slipway.internal.token") String token, Clock clock) {
        this.keys = SigningKeys.of(config.keys(), config.current(), token);
        this.lifetime = config.lifetime();
        this.publicUrl = config.publicUrl().orElse(null);
        this.clock = clock;
        if (lifetime.compareTo(MAX_LIFETIME) > 0 || !lifetime.isPositive()) {
            throw new IllegalStateException("slipway.signed-urls.lifetime must be more than 0, and at most 15m");
        }
    }

    /** When a URL that is signed now expires, in whole seconds. */
    public Instant expiry() {
        return clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    }

    /** @param requested the address that the request at hand was sent to, for a registry that was not told its own */
    public URI sign(Grant grant, URI requested) {
        String base = (publicUrl == null ? requested : publicUrl).toString();
        StringBuilder url = new StringBuilder(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
        url.append(grant.path()).append("?key=").append(keys.current());
        url.append("&expires=").append(grant.expiresAt().getEpochSecond());
        if (grant.maxBytes() > 0) {
            url.append("&max_bytes=").append(grant.maxBytes());
        }
        if (grant.bytes() != null) {
            url.append("&bytes=").append(grant.bytes());
        }
        if (grant.sha256() != null) {
            url.append("&sha256=").append(grant.sha256());
        }
        url.append("&signature=").append(SignatureRules.sign(keys.signing(), keys.current(), grant));
        return URI.create(url.toString());
    }

    /** @throws ProblemException 403 for what this registry has not signed, or has for a time that is over */
    public Grant verified(String method, String path, Signature given) {
        Grant grant = grant(method, path, given);
        byte[] key = given.key() == null ? null : keys.keys().get(given.key());
        boolean signed = grant != null
                && key != null
                && given.signature() != null
                && SignatureRules.isSignature(given.signature(), key, given.key(), grant);
        if (!signed) {
            throw ProblemException.of(ErrorCode.INVALID_SIGNATURE, "This registry has not signed that request.");
        }
        if (!clock.instant().isBefore(grant.expiresAt())) {
            throw ProblemException.of(ErrorCode.URL_EXPIRED, "The URL was good until " + grant.expiresAt() + ".");
        }
        return grant;
    }

    private static Grant grant(String method, String path, Signature given) {
        boolean readable = given.expires() != null && given.expires() >= 0 && given.expires() <= MAX_EPOCH_SECOND;
        return readable
                ? new Grant(
                        method,
                        path,
                        Instant.ofEpochSecond(given.expires()),
                        given.maxBytes() == null ? 0 : given.maxBytes(),
                        given.bytes(),
                        given.sha256())
                : null;
    }
}
