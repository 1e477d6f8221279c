package io.slipway.registry.version;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.conventions.EntityTags;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/** A version under its provider's lock: nobody else changes one of the provider's versions until the transaction ends. */
@ApplicationScoped
class VersionInHand {
    private final ProviderStore providers;
    private final VersionStore versions;
    private final ImageUrls images;
    private final EntityTags tags;
    private final Clock clock;

    VersionInHand(ProviderStore providers, VersionStore versions, ImageUrls images, EntityTags tags, Clock clock) {
        this.providers = providers;
        this.versions = versions;
        this.images = images;
        this.tags = tags;
        this.clock = clock;
    }

    record Held(Provider provider, Version version) {}

    /** Fails with 404 for what the caller may not see, with 403 for those who are no publishers of it, with 412. */
    Uni<Held> take(VersionCommand command) {
        String name = command.provider().toString();
        return providers
                .lockOwn(command.caller(), command.provider())
                .flatMap(provider ->
                        versions.requireNamed(name, command.number()).map(version -> new Held(provider, version)))
                .invoke(held -> tags.mustMatch(command.ifMatch(), held.version().view(images)));
    }

    /** What {@code latest} stands for, after a version came or went. */
    Uni<Void> updateLatest(Provider provider) {
        return versions.latest(provider.name())
                .invoke(latest -> provider.latestIs(latest, clock.instant()))
                .replaceWithVoid();
    }
}
