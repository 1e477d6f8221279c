package io.slipway.registry.version;

import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.VersionEvent.VersionPublished;
import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/** Makes a version of a package that is kept, and tells of it: one transaction, under the provider's lock. */
@ApplicationScoped
public class RegisterVersion {
    private final ProviderStore providers;
    private final StandingVersions standing;
    private final VersionStore versions;
    private final Lineage lineage;
    private final RequirementStore requirements;
    private final ActivateVersion activate;
    private final VersionEvents events;
    private final BlobRows blobs;
    private final RegistryCredentials credentials;
    private final ImageUrls images;
    private final Clock clock;

    RegisterVersion(
            ProviderStore providers,
            StandingVersions standing,
            VersionStore versions,
            Lineage lineage,
            RequirementStore requirements,
            ActivateVersion activate,
            VersionEvents events,
            BlobRows blobs,
            RegistryCredentials credentials,
            ImageUrls images,
            Clock clock) {
        this.providers = providers;
        this.standing = standing;
        this.versions = versions;
        this.lineage = lineage;
        this.requirements = requirements;
        this.activate = activate;
        this.events = events;
        this.blobs = blobs;
        this.credentials = credentials;
        this.images = images;
        this.clock = clock;
    }

    /** Fails with 409 when the provider's other versions stand against it. */
    @WithTransaction
    public Uni<Published> register(Publication publication) {
        return providers
                .lockOrCreate(publication.provider(), publication.number().scheme())
                .flatMap(provider -> standing.find(
                                provider,
                                publication.number(),
                                publication.source().sha256(),
                                publication.terms().unlessKnown())
                        .flatMap(found -> become(provider, found, publication)));
    }

    private Uni<Published> become(Provider provider, StandingVersions.Standing found, Publication publication) {
        return switch (found.decision()) {
            case CREATE -> create(publication);
            case BUILD_AGAIN -> buildAgain(found.version(), publication);
            case ANSWER_EXISTING -> answer(provider, found.version(), publication);
            case REFUSE_OTHER_SOURCE, REFUSE_OTHER_BUILD_METADATA, REFUSE_BURNED, REFUSE_OTHER_SCHEME ->
                throw new IllegalStateException("was refused");
        };
    }

    private Uni<Published> create(Publication publication) {
        Version version = new Version(EntityId.create("prv_", clock), publication, newBuildId(), clock.instant());
        return lineage.mustStand(version)
                .chain(() -> requirements.mustBeNoCircle(
                        version.provider(), version.origin().requires()))
                .chain(() -> versions.persist(version))
                .call(saved -> versions.madeBy(saved, publication.actor()))
                .flatMap(saved -> announce(saved, publication));
    }

    private Uni<Published> buildAgain(Version version, Publication publication) {
        Set<String> before = files(version);
        version.publishAgain(publication, newBuildId(), clock.instant());
        return blobs.mayBeUnused(before)
                // The login of what it was made of before is not for what it is made of now.
                .chain(() -> credentials.forget(version.id()))
                .chain(() -> lineage.mustStand(version))
                .chain(() -> lineage.mustBeNoCircle(version))
                .chain(() -> requirements.mustBeNoCircle(
                        version.provider(), version.origin().requires()))
                .chain(() -> announce(version, publication));
    }

    private static Set<String> files(Version version) {
        return Stream.of(version.sourceHash(), version.origin().lockHash())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Uni<Published> answer(Provider provider, Version version, Publication publication) {
        boolean wanted = publication.terms().origin().activatesWhenPublished();
        Uni<Void> followed = wanted
                ? follow(provider, version, publication.actor())
                : Uni.createFrom().voidItem();
        return followed.map(_ -> new Published(version.view(images), false));
    }

    /** One that is building becomes the active one later; one that was withdrawn does not. It is remembered for {@link #again}. */
    private Uni<Void> follow(Provider provider, Version version, String actor) {
        Uni<Void> activated = version.status() == Status.building
                ? Uni.createFrom().voidItem()
                : activate.activatePublished(provider, version, actor);
        return activated.invoke(() -> version.origin().activateWhenPublished());
    }

    /**
     * What was registered before; fails with 410 when it was deleted meanwhile.
     *
     * @param followed whether it is to be the active one. What was asked for before is not done again: another one may have
     *     been made active since.
     */
    @WithTransaction
    public Uni<Published> again(ProviderName provider, String id, boolean followed, String actor) {
        String name = provider.toString();
        Uni<Version> found = followed
                ? providers.lock(name).flatMap(locked -> follow(locked, id, actor))
                : versions.requireNamed(name, id);
        return found.map(version -> new Published(version.view(images), false));
    }

    private Uni<Version> follow(Provider provider, String id, String actor) {
        return versions.requireNamed(provider.name(), id)
                .call(version -> version.origin().activatesWhenPublished()
                        ? Uni.createFrom().voidItem()
                        : follow(provider, version, actor));
    }

    private Uni<Published> announce(Version version, Publication publication) {
        return events.tell(version, publication.actor(), VersionPublished::new)
                .map(told -> new Published(told.view(images), true));
    }

    private String newBuildId() {
        return EntityId.create("bld_", clock);
    }
}
