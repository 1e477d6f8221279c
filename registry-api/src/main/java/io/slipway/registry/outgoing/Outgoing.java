package io.slipway.registry.outgoing;

import java.io.IOException;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.slipway.outbound.GuardedHttp;

/** The one way to addresses that users name. */
@ApplicationScoped
public class Outgoing {
    private final OutgoingConfig config;

    Outgoing(OutgoingConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    GuardedHttp http() {
        return new GuardedHttp(config.allowed().orElse(Set.of()));
    }

    void close(@Disposes GuardedHttp http) throws IOException {
        http.close();
    }
}
