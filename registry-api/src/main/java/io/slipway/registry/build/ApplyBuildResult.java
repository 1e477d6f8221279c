package io.slipway.registry.build;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.VersionEvent.VersionFailed;
import io.slipway.contracts.VersionEvent.VersionReleased;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.slipway.registry.version.ActivateVersion;
import io.slipway.registry.version.PublishMetrics;
import io.slipway.registry.version.Version;
import io.slipway.registry.version.VersionEvents;
import io.slipway.registry.version.VersionStore;
import io.smallrye.mutiny.Uni;

/**
 * Ends the building of a version. A result counts only while the version waits for that build of that source: one that
 * was overtaken by another attempt, or comes twice, changes nothing.
 */
@ApplicationScoped
public class ApplyBuildResult {
    private static final String ACTOR = "system:build-orchestrator";

    private final ProviderStore providers;
    private final VersionStore versions;
    private final VersionEvents events;
    private final ActivateVersion activate;
    private final RegistryCredentials credentials;
    private final PublishMetrics metrics;
    private final Clock clock;

    ApplyBuildResult(
            ProviderStore providers,
            VersionStore versions,
            VersionEvents events,
            ActivateVersion activate,
            RegistryCredentials credentials,
            PublishMetrics metrics,
            Clock clock) {
        this.providers = providers;
        this.versions = versions;
        this.events = events;
        this.activate = activate;
        this.credentials = credentials;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Those that are worth a transaction, by one query. */
    @WithSession
    Uni<List<BuildState>> awaited(List<BuildState> builds) {
        List<BuildState> begun = builds.stream()
                .filter(build -> build.status() != BuildState.Status.queued)
                .toList();
        if (begun.isEmpty()) {
            return Uni.createFrom().item(begun);
        }
        return versions.awaited(begun.stream().map(BuildState::buildId).toList())
                .map(awaited -> begun.stream()
                        .filter(build -> awaited.contains(build.buildId()))
                        .toList());
    }

    /** @return whether anything changed */
    @WithTransaction
    public Uni<Boolean> apply(BuildState build) {
        return switch (build.status()) {
            case queued -> unchanged();
            case running -> versions.buildStarted(build);
            case succeeded, failed ->
                versions.isAwaiting(build).flatMap(awaiting -> awaiting ? end(build) : unchanged());
        };
    }

    private Uni<Boolean> end(BuildState build) {
        return providers
                .lock(build.provider())
                .flatMap(provider -> versions.findAwaiting(build)
                        .flatMap(version -> version == null ? unchanged() : end(provider, version, build)))
                .onFailure(ApplyBuildResult::isGone)
                .recoverWithUni(ApplyBuildResult::unchanged);
    }

    /** The provider was deleted meanwhile: nobody waits for the result. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ErrorCode.GONE;
    }

    private Uni<Boolean> end(Provider provider, Version version, BuildState build) {
        boolean released = build.status() == BuildState.Status.succeeded;
        Duration took = Duration.between(version.acceptedAt(), clock.instant());
        Uni<Version> ended = released ? release(provider, version, build) : fail(version, build);
        return ended.invoke(() -> metrics.built(released, took)).replaceWith(true);
    }

    private Uni<Version> release(Provider provider, Version version, BuildState build) {
        Instant now = clock.instant();
        version.released(build.image(), build.schemas() == null ? List.of() : build.schemas(), now);
        provider.released(version.metadata(), now);
        return events.tell(version, ACTOR, VersionReleased::new)
                .call(() -> credentials.forget(version.id()))
                .call(() -> versions.latest(provider.name()).invoke(latest -> provider.latestIs(latest, now)))
                .call(() -> version.origin().activatesWhenPublished()
                        ? activate.activate(provider, version, ACTOR)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Version> fail(Version version, BuildState build) {
        version.failed(build.errorCode(), build.errorMessage(), clock.instant());
        return events.tell(version, ACTOR, VersionFailed::new);
    }

    private static Uni<Boolean> unchanged() {
        return Uni.createFrom().item(false);
    }
}
