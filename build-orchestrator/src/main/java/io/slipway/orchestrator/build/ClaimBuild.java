package io.slipway.orchestrator.build;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes the next due build under a lease and announces that it runs. */
@ApplicationScoped
public class ClaimBuild {
    private final BuildStore builds;
    private final BuildLogStore logs;
    private final BuildEvents events;
    private final BuildConfig config;
    private final Clock clock;
    private final String owner;

    ClaimBuild(
            BuildStore builds,
            BuildLogStore logs,
            BuildEvents events,
            BuildConfig config,
            Clock clock,
            @ConfigProperty(name = "slipway.instance-id") String owner) {
        this.builds = builds;
        this.logs = logs;
        this.events = events;
        this.config = config;
        this.clock = clock;
        this.owner = owner;
    }

    /** Null when nothing is due. */
    @WithTransaction
    public Uni<BuildJob> next() {
        return builds.nextDue(clock.instant()).onItem().ifNotNull().transformToUni(this::start);
    }

    private Uni<BuildJob> start(Build build) {
        build.start(owner, clock.instant(), config.lease());
        if (build.faults >= config.maxFaults()) {
            return giveUp(build);
        }
        return events.announce(build)
                .chain(() -> logs.lastLine(build.id))
                .map(lastLine -> BuildJob.of(build, lastLine));
    }

    /** Whatever ends its workers each time would end the next one, too. */
    private Uni<BuildJob> giveUp(Build build) {
        String message = "the build was abandoned %d times: its workers ended, or were silent for longer than %s"
                .formatted(build.faults, config.lease());
        build.fail(build.epoch, "infrastructure", message, clock.instant());
        return events.announce(build).onItem().transform(_ -> null);
    }
}
