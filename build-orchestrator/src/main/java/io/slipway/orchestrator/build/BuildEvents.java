package io.slipway.orchestrator.build;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.Topics;
import io.slipway.outbox.Outbox;
import io.slipway.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;

/** Tells what a build has become, in the transaction that made it so. */
@ApplicationScoped
public class BuildEvents {
    private final Outbox outbox;

    BuildEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** A build that waits in the queue (again) is no news: its next start is. */
    public Uni<Void> announce(Build build) {
        BuildState state = build.state();
        return switch (state.status()) {
            case queued -> Uni.createFrom().voidItem();
            case running -> append(build, state, new BuildEvent.BuildStarted(state));
            case succeeded -> append(build, state, new BuildEvent.BuildSucceeded(state));
            case failed -> append(build, state, new BuildEvent.BuildFailed(state));
        };
    }

    private Uni<Void> append(Build build, BuildState state, BuildEvent event) {
        return outbox.append(new OutboxMessage(
                "build",
                state.buildId(),
                state.sequence(),
                Topics.BUILDS,
                state.provider(),
                state.buildId(),
                build.organization,
                null,
                "build-orchestrator",
                event));
    }
}
