package io.slipway.deployer.installation;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.RolloutEvent;
import io.slipway.deployer.installation.StatusFactory.Facts;
import io.slipway.deployer.rollout.Action;
import io.slipway.deployer.rollout.Goal;

/** Which fact is told with an outcome. */
enum Announcement {
    started,
    succeeded,
    failed,
    rolled_back,
    parked,
    restored,
    removed;

    RolloutEvent event(InstallationOutcome outcome) {
        return switch (this) {
            case started -> new RolloutEvent.RolloutStarted(outcome);
            case succeeded -> new RolloutEvent.RolloutSucceeded(outcome);
            case failed -> new RolloutEvent.RolloutFailed(outcome);
            case rolled_back -> new RolloutEvent.RolledBack(outcome);
            case parked -> new RolloutEvent.InstallationParked(outcome);
            case restored -> new RolloutEvent.InstallationRestored(outcome);
            case removed -> new RolloutEvent.InstallationRemoved(outcome);
        };
    }

    /** What a pass that ended with this action tells; null when nobody needs to hear of it. */
    static Announcement of(Action last, Facts facts, InstallationOutcome now) {
        return switch (last) {
            case Action.Begin _ -> started;
            case Action.Finish _ -> succeeded;
            case Action.FailRollout _ -> now.serving() == null ? failed : rolled_back;
            case Action.Park _ -> parked;
            case Action.Removed _ -> removed;
            // Told with the rollout that takes its place.
            case Action.Supersede _ -> null;
            case Action.ClusterAction _, Action.Await _, Action.Nothing _ ->
                facts.state().told() < now.observedGeneration() ? standing(facts, now.phase()) : null;
        };
    }

    /**
     * A new generation that needs no rollout is answered with the verb of where the installation stands, and the id of
     * the rollout that brought it there; null while it is on its way.
     */
    private static Announcement standing(Facts facts, Phase phase) {
        if (facts.state().told() == 0 && facts.state().attempt() != null) {
            // A pause has ended in the middle of a rollout: what was told last is that nothing goes on.
            return started;
        }
        if (facts.goal() instanceof Goal.Hold hold) {
            return hold.blocked() ? parked : null;
        }
        return switch (phase) {
            case available -> succeeded;
            case rolled_back -> rolled_back;
            case failed -> failed;
            case pending, progressing, removing, removed -> null;
        };
    }
}
