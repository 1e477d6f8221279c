package io.slipway.orchestrator.version;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.VersionState;
import io.slipway.orchestrator.build.Build;
import io.slipway.orchestrator.build.BuildEvents;
import io.slipway.orchestrator.build.BuildStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Queues the build that a version asks for and cancels those that it does not want any more. */
@ApplicationScoped
public class ApplyVersion {
    private final VersionsSeen seen;
    private final BuildStore builds;
    private final BuildEvents events;
    private final Clock clock;

    ApplyVersion(VersionsSeen seen, BuildStore builds, BuildEvents events, Clock clock) {
        this.seen = seen;
        this.builds = builds;
        this.events = events;
        this.clock = clock;
    }

    /** Does nothing when this or a newer state was seen. True when a build was queued or cancelled. */
    @WithTransaction
    public Uni<Boolean> apply(VersionState version) {
        return seen.advance(version)
                .chain(newer -> newer ? follow(version) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> follow(VersionState version) {
        return builds.lockAllOf(version.id()).chain(known -> {
            known.forEach(Build::mayNotCount);
            VersionPlan plan =
                    VersionPlan.of(version, known.stream().collect(Collectors.toMap(Build::id, Build::isFinished)));
            return queue(version, plan).chain(() -> cancel(known, plan)).replaceWith(!plan.changesNothing());
        });
    }

    private Uni<Void> queue(VersionState version, VersionPlan plan) {
        if (!plan.queue()) {
            return Uni.createFrom().voidItem();
        }
        return builds.queue(Build.queue(version, clock.instant())).replaceWithVoid();
    }

    private Uni<Void> cancel(List<Build> known, VersionPlan plan) {
        return Multi.createFrom()
                .iterable(known)
                .filter(build -> plan.cancel().contains(build.id()))
                .invoke(build -> build.cancel(plan.code(), plan.message(), clock.instant()))
                .onItem()
                .transformToUniAndConcatenate(events::announce)
                .collect()
                .last();
    }
}
