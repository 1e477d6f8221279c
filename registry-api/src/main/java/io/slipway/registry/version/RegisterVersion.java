package io.slipway.registry.version;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.VersionEvent.VersionPublished;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/** Makes a version of a package that is kept, and tells of it: one transaction, under the provider's lock. */
@ApplicationScoped
public class RegisterVersion {
    private final ProviderStore providers;
    private final VersionStore versions;
    private final VersionEvents events;
    private final ImageUrls images;
    private final Clock clock;

    RegisterVersion(
            ProviderStore providers, VersionStore versions, VersionEvents events, ImageUrls images, Clock clock) {
        this.providers = providers;
        this.versions = versions;
        this.events = events;
        this.images = images;
        this.clock = clock;
    }

    /** Fails with 409 when the provider's other versions stand against it. */
    @WithTransaction
    Uni<Published> register(Publication publication) {
        String bare = PublicationRules.bare(publication.number());
        return providers
                .lockOrCreate(publication.provider(), publication.number().scheme())
                .flatMap(provider -> versions.findByBareNumber(provider.name(), bare)
                        .flatMap(existing -> decide(provider, existing, publication)));
    }

    private Uni<Published> decide(Provider provider, Version existing, Publication publication) {
        return switch (PublicationRules.decide(
                provider.versionScheme(),
                publication.number(),
                publication.source().sha256(),
                existing == null ? null : existing.asExisting())) {
            case CREATE -> create(publication);
            case BUILD_AGAIN -> buildAgain(existing, publication);
            case ANSWER_EXISTING -> Uni.createFrom().item(new Published(existing.view(images), false));
            case REFUSE_OTHER_SOURCE ->
                throw ProblemException.of(
                        ErrorCode.VERSION_EXISTS, "Version " + existing.number() + " has other content.");
            case REFUSE_OTHER_BUILD_METADATA ->
                throw ProblemException.of(
                        ErrorCode.VERSION_EXISTS, "Version " + existing.number() + " differs in build metadata only.");
            case REFUSE_BURNED ->
                throw ProblemException.of(
                        ErrorCode.VERSION_BURNED,
                        "Version " + existing.number() + " of " + provider.name() + " was deleted.");
            case REFUSE_OTHER_SCHEME ->
                throw ProblemException.of(
                        ErrorCode.VERSION_SCHEME_MISMATCH,
                        provider.name() + " counts by " + provider.versionScheme() + ".");
        };
    }

    private Uni<Published> create(Publication publication) {
        Version version = new Version(EntityId.create("prv_", clock), publication, newBuildId(), clock.instant());
        return versions.persist(version).flatMap(saved -> announce(saved, publication));
    }

    private Uni<Published> buildAgain(Version version, Publication publication) {
        version.publishAgain(publication, newBuildId(), clock.instant());
        return announce(version, publication);
    }

    private Uni<Published> announce(Version version, Publication publication) {
        return events.tell(version, publication.actor(), VersionPublished::new)
                .map(told -> new Published(told.view(images), true));
    }

    private String newBuildId() {
        return EntityId.create("bld_", clock);
    }
}
