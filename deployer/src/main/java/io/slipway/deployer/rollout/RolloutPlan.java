package io.slipway.deployer.rollout;

import java.util.Optional;

import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.rollout.Action.Await;
import io.slipway.deployer.rollout.Action.Begin;
import io.slipway.deployer.rollout.Action.Finish;
import io.slipway.deployer.rollout.Action.MoveTraffic;
import io.slipway.deployer.rollout.Action.Nothing;
import io.slipway.deployer.rollout.Action.Park;
import io.slipway.deployer.rollout.Action.RemoveAll;
import io.slipway.deployer.rollout.Action.Removed;
import io.slipway.deployer.rollout.Action.StartRevision;
import io.slipway.deployer.rollout.Action.Supersede;

/**
 * The state machine of a rollout: from what is wanted, remembered and seen to the one next thing to do. It holds no
 * state of its own, so that it goes on from whatever it finds after a crash of anybody.
 */
public final class RolloutPlan {
    private RolloutPlan() {}

    public static Action next(RolloutState state, Goal goal, Observed observed, Limits limits) {
        if (observed.paused()) {
            return RolloutReasons.PAUSED.equals(state.parked())
                    ? new Nothing()
                    : new Park(RolloutReasons.PAUSED, RolloutReasons.PAUSED_MESSAGE);
        }
        return towards(goal, new Look(state, observed, limits));
    }

    private static Action towards(Goal goal, Look look) {
        RolloutState state = look.state();
        return switch (goal) {
            case Goal.Gone gone -> removal(state, gone, look.observed());
            case Goal.Hold hold
            when hold.blocked() && !hold.reason().equals(state.parked()) -> new Park(hold.reason(), hold.message());
            case Goal.Hold hold when hold.wanted() != null -> towards(new Goal.Serve(hold.wanted()), look);
            case Goal.Hold _, Goal.Keep _ -> state.attempt() == null ? Standstill.settle(look) : attempt(goal, look);
            case Goal.Serve serve when state.attempt() != null -> attempt(serve, look);
            case Goal.Serve serve ->
                serve.wanted().runsTheSameAs(state.serving())
                        ? Standstill.settle(look)
                        : Standstill.leftover(look)
                                .orElseGet(() -> new Begin(serve.wanted().numbered(state.lastNumber() + 1)));
        };
    }

    /** Two revisions may run at once only when both sides of the change allow it. */
    static boolean exclusive(RevisionSpec serving, RevisionSpec candidate) {
        return candidate.strategy() == Strategy.recreate
                || (serving != null && serving.strategy() == Strategy.recreate);
    }

    private static Action removal(RolloutState state, Goal.Gone gone, Observed observed) {
        if (state.attempt() != null) {
            return new Supersede();
        }
        // Data outlives a removal that was to keep it; the cluster does not tell of it.
        if (!observed.nothing() || (gone.deleteData() && !state.dataDeleted())) {
            return new RemoveAll(gone.deleteData());
        }
        return state.removed() ? new Nothing() : new Removed();
    }

    private static Action attempt(Goal goal, Look look) {
        RolloutState state = look.state();
        RevisionSpec candidate = state.attempt().candidate();
        if (look.observed().routes(candidate) && Soak.over(look)) {
            return new Finish();
        }
        if (superseded(goal, candidate)) {
            return Soak.irreplaceable(look) ? new Finish() : new Supersede();
        }
        Optional<Action> back = Soak.next(look).filter(MoveTraffic.class::isInstance);
        if (look.observed().routes(candidate) && back.isPresent()) {
            return back.get(); // before anything is put right: that may be refused
        }
        return (state.exclusive() ? look.clear(candidate) : keepServing(look))
                .or(() -> look.restore(candidate))
                .or(() -> Soak.next(look))
                .orElseGet(() -> bringUp(candidate, look));
    }

    private static boolean superseded(Goal goal, RevisionSpec candidate) {
        return switch (goal) {
            case Goal.Serve serve -> !serve.wanted().runsTheSameAs(candidate);
            case Goal.Keep _, Goal.Gone _ -> true;
            // Nobody knows yet where to go instead.
            case Goal.Hold _ -> false;
        };
    }

    private static Action bringUp(RevisionSpec candidate, Look look) {
        Optional<RevisionStatus> seen =
                look.observed().revision(candidate.number()).filter(status -> !status.ending());
        if (seen.isEmpty()) {
            return look.start(candidate, null);
        }
        RevisionStatus status = seen.get();
        if (status.ready()) {
            return new MoveTraffic(candidate.number());
        }
        if (status.stalled() != null) {
            return RolloutReasons.STALLED.equals(look.state().parked())
                    ? new Await("the infrastructure")
                    : new Park(RolloutReasons.STALLED, RolloutReasons.stalled(status));
        }
        return RolloutReasons.failure(status, candidate, look.state().attempt().observedMillis(), look.limits())
                .<Action>map(failure -> failure)
                .orElseGet(() -> new Await("the new revision's health"));
    }

    /** While a new revision comes up, the one that serves is kept alive even when the cluster has lost it. */
    private static Optional<Action> keepServing(Look look) {
        RevisionSpec serving = look.state().serving();
        if (serving == null) {
            return Optional.empty();
        }
        if (look.missing(serving)) {
            return Optional.of(look.start(serving, Repair.MISSING)).filter(StartRevision.class::isInstance);
        }
        return look.restore(serving).or(() -> look.observed().route() == null ? look.back() : Optional.empty());
    }
}
