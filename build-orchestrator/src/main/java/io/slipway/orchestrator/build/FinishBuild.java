package io.slipway.orchestrator.build;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

/** Stores how an attempt ended and its event in one transaction, unless the lease was lost. */
@ApplicationScoped
public class FinishBuild {
    private final BuildStore builds;
    private final BuildEvents events;
    private final BuildConfig config;
    private final Clock clock;

    FinishBuild(BuildStore builds, BuildEvents events, BuildConfig config, Clock clock) {
        this.builds = builds;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** Fails with {@link LeaseLost} when another claim, or a cancellation, came in between. */
    @WithTransaction
    public Uni<Settlement> finish(BuildJob job, Outcome outcome) {
        Settlement settlement = Settlement.of(outcome, job.attempt(), job.faults(), config.retryLimits());
        return builds.lock(job.buildId())
                .invoke(build -> settle(build, job.epoch(), settlement))
                .chain(events::announce)
                .replaceWith(settlement);
    }

    private void settle(Build build, long epoch, Settlement settlement) {
        switch (settlement) {
            case Settlement.Success(Built built) -> build.succeed(epoch, built, clock.instant());
            case Settlement.Failure(String code, String message) -> build.fail(epoch, code, message, clock.instant());
            case Settlement.Retry(var after, boolean fault) ->
                build.postpone(epoch, clock.instant().plus(after), fault);
        }
    }
}
