package io.slipway.registry.membership;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.slipway.registry.organization.TokenFormat;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Makes the configured organizations before the first request comes. */
@ApplicationScoped
public class BootstrapOrganizations {
    private final OrganizationsConfig config;
    private final CreateOrganization create;

    BootstrapOrganizations(OrganizationsConfig config, CreateOrganization create) {
        this.config = config;
        this.create = create;
    }

    /** @throws IllegalArgumentException which stops the start, for a token that is none */
    void onStart(@Observes StartupEvent start) throws Throwable {
        config.tokens().forEach(BootstrapOrganizations::check);
        VertxContextSupport.subscribeAndAwait(this::createAll);
    }

    private Uni<Void> createAll() {
        return Multi.createFrom()
                .iterable(config.tokens().entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> ensure(entry.getKey(), entry.getValue()))
                .collect()
                .last();
    }

    /** Again when another replica, which starts at the same time, was faster. */
    private Uni<Void> ensure(String organization, String token) {
        return create.ensure(organization, token).onFailure().retry().atMost(2);
    }

    private static void check(String organization, String token) {
        if (!TokenFormat.isWellFormed(token)) {
            throw new IllegalArgumentException(
                    "slipway.organizations." + organization + " is no token: slp_, 30 base62 digits, 6 check digits");
        }
    }
}
