package io.slipway.deployer.rollout;

import java.util.List;
import java.util.Optional;

import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.rollout.Action.Await;
import io.slipway.deployer.rollout.Action.ClearTraffic;
import io.slipway.deployer.rollout.Action.MoveTraffic;
import io.slipway.deployer.rollout.Action.StartRevision;
import io.slipway.deployer.rollout.Action.StopOld;

/** What is remembered and what is seen, side by side. */
record Look(RolloutState state, Observed observed, Limits limits) {

    /** What gets requests loses them before it stops, and what may still get some is not stopped. */
    Action takeAway(RevisionStatus status) {
        if (isRoute(status)) {
            return new ClearTraffic(status.number());
        }
        return moving() ? new Await("the end of the move") : new StopOld(status.number());
    }

    /** Whether others may still get requests. Where they are to go nothing is ready, that is not the move's fault. */
    boolean moving() {
        boolean arrives = observed.route() == null
                || observed.revision(observed.route())
                        .map(RevisionStatus::ready)
                        .orElse(false);
        return !observed.settled() && arrives;
    }

    /** A number that is still on its way out cannot be started again before it has gone. */
    Action start(RevisionSpec spec, String restores) {
        return observed.revision(spec.number()).isPresent()
                ? new Await("the end of what is stopping")
                : new StartRevision(spec, restores);
    }

    /** Puts back what somebody else has changed of a revision that is wanted. */
    Optional<Action> restore(RevisionSpec spec) {
        Repair open = state.repair();
        if (open != null && open.waits()) {
            return Optional.empty();
        }
        return observed.revision(spec.number())
                .filter(status -> !status.ending())
                .map(RevisionStatus::drift)
                .map(drift -> new StartRevision(spec, drift));
    }

    /** Whether all that is seen of what serves is somebody else's doing: the last rollout left it in order. */
    boolean undisturbed() {
        return state.attempt() == null
                && state.last() != null
                && "succeeded".equals(state.last().result());
    }

    /** What served before gets the requests again, if it can. */
    Optional<Action> back() {
        RevisionSpec serving = state.serving();
        return !state.exclusive() && observed.ready(serving) && !observed.routes(serving)
                ? Optional.of(new MoveTraffic(serving.number()))
                : Optional.empty();
    }

    boolean isRoute(RevisionStatus status) {
        return observed.route() != null && observed.route() == status.number();
    }

    boolean missing(RevisionSpec spec) {
        return observed.revision(spec.number())
                .filter(status -> !status.ending())
                .isEmpty();
    }

    List<RevisionStatus> others(RevisionSpec spec) {
        return observed.revisions().stream()
                .filter(status -> spec == null || status.number() != spec.number())
                .toList();
    }

    /** Everything else stops before {@code only} may start. */
    Optional<Action> clear(RevisionSpec only) {
        List<RevisionStatus> others = others(only);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return others.stream()
                .filter(status -> !status.ending())
                .findFirst()
                .map(this::takeAway)
                .or(() -> Optional.of(new Await("the old revision's end")));
    }
}
