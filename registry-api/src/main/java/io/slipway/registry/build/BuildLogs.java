package io.slipway.registry.build;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.conventions.GracefulShutdown;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.WholeAnswer;
import io.slipway.registry.version.ReadVersions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Build logs for those who published, fetched from build-orchestrator. */
@ApplicationScoped
public class BuildLogs {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    private static final int CHUNK = 500;

    private final ReadVersions versions;
    private final BuildOrchestratorClient builds;
    private final CallerStanding standing;
    private final GracefulShutdown shutdown;

    BuildLogs(
            ReadVersions versions,
            @RestClient BuildOrchestratorClient builds,
            CallerStanding standing,
            GracefulShutdown shutdown) {
        this.versions = versions;
        this.builds = builds;
        this.standing = standing;
        this.shutdown = shutdown;
    }

    /** @param after exclusive line number */
    public Uni<BuildLog> page(Caller caller, ProviderName name, String version, long after, int limit) {
        return versions.buildId(caller, name, version).flatMap(build -> fetch(build, after, limit));
    }

    /** What there is now, in parts. */
    public Multi<BuildLog> all(Caller caller, ProviderName name, String version, long after) {
        return versions.buildId(caller, name, version)
                .onItem()
                .transformToMulti(build -> pages(
                        build, new AtomicLong(after), page -> !page.items().isEmpty()));
    }

    /** What there is now and what comes, until the build has ended. Nothing comes of a log that was removed. */
    public Multi<BuildLog> follow(Caller caller, ProviderName name, String version, long after) {
        return versions.buildId(caller, name, version)
                .onItem()
                .transformToMulti(build -> {
                    Supplier<Uni<Void>> stillStands = standing.whileFollowing(caller);
                    return pages(build, new AtomicLong(after), page -> !ended(page) && !shutdown.hasBegun())
                            .onItem()
                            .call(() -> stillStands.get());
                })
                .onFailure(BuildLogs::wasRemoved)
                .recoverWithCompletion();
    }

    private Multi<BuildLog> pages(String build, AtomicLong position, java.util.function.Predicate<BuildLog> more) {
        return Multi.createBy().repeating().uni(() -> next(build, position)).whilst(more);
    }

    private Uni<BuildLog> next(String build, AtomicLong position) {
        return fetch(build, position.get(), CHUNK)
                .invoke(page -> position.set(page.end(position.get())))
                .call(page -> ended(page) || !page.items().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : pause());
    }

    private static boolean wasRemoved(Throwable fault) {
        return fault instanceof ProblemException problem && problem.code() == ErrorCode.LOG_REMOVED;
    }

    private static boolean ended(BuildLog page) {
        return page.complete() && page.items().isEmpty();
    }

    private static Uni<Void> pause() {
        return Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN);
    }

    /** Of a version that the caller may read. @param build its id */
    public Uni<BuildLog> of(String build, long after, int limit) {
        return fetch(build, after, limit);
    }

    private Uni<BuildLog> fetch(String build, long after, int limit) {
        return WholeAnswer.of(builds.logs(build, after, limit))
                .onFailure(BuildUnknownException.class)
                .recoverWithItem(BuildLog.NOT_BEGUN)
                .onFailure(fault -> !(fault instanceof ProblemException))
                .transform(_ -> ProblemException.of(ErrorCode.UNAVAILABLE, "The build service does not answer."));
    }
}
