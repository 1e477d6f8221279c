package io.slipway.deployer.rollout;

import java.util.List;

import io.slipway.contracts.InstallationOutcome.Restored;
import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.policy.Rejections;

/** A state that is being changed: what nobody sets stays as it was. Fields are those of {@link RolloutState}. */
final class RolloutDraft {
    int lastNumber;
    long rollouts;
    RevisionSpec serving;
    RevisionSpec previous;
    boolean exclusive;
    Attempt attempt;
    Rollout last;
    List<RolloutRecord> recent;
    Failure failure;
    Rejections rejections;
    String parked;
    long told;
    boolean removed;
    boolean dataDeleted;
    Kept kept;
    Repair repair;
    String untold;
    Restored restored;

    RolloutDraft(RolloutState before) {
        lastNumber = before.lastNumber();
        rollouts = before.rollouts();
        serving = before.serving();
        previous = before.previous();
        exclusive = before.exclusive();
        attempt = before.attempt();
        last = before.last();
        recent = before.recent();
        failure = before.failure();
        rejections = before.remembered();
        parked = before.parked();
        told = before.told();
        removed = before.removed();
        dataDeleted = before.dataDeleted();
        kept = before.kept();
        repair = before.repair();
        untold = before.untold();
        restored = before.restored();
    }

    RolloutState state() {
        return new RolloutState(
                lastNumber,
                rollouts,
                serving,
                previous,
                exclusive,
                attempt,
                last,
                recent,
                failure,
                rejections.remembered(),
                rejections.dropped(),
                parked,
                told,
                removed,
                dataDeleted,
                kept,
                repair,
                untold,
                restored);
    }
}
