package io.slipway.deployer.rollout;

import java.util.List;
import java.util.Optional;

import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.rollout.Action.Await;
import io.slipway.deployer.rollout.Action.Begin;
import io.slipway.deployer.rollout.Action.ClearTraffic;
import io.slipway.deployer.rollout.Action.Finish;
import io.slipway.deployer.rollout.Action.MoveTraffic;
import io.slipway.deployer.rollout.Action.Nothing;
import io.slipway.deployer.rollout.Action.Park;
import io.slipway.deployer.rollout.Action.RemoveAll;
import io.slipway.deployer.rollout.Action.Removed;
import io.slipway.deployer.rollout.Action.StartRevision;
import io.slipway.deployer.rollout.Action.StopOld;
import io.slipway.deployer.rollout.Action.Supersede;

/**
 * The state machine of a rollout: from what is wanted, remembered and seen to the one next thing to do. It holds no
 * state of its own, so that it goes on from whatever it finds after a crash of anybody.
 */
public final class RolloutPlan {
    private RolloutPlan() {}

    public static Action next(RolloutState state, Goal goal, Observed observed, Limits limits) {
        return switch (goal) {
            case Goal.Gone gone -> removal(state, gone, observed);
            case Goal.Hold hold
            when hold.blocked() && !hold.reason().equals(state.parked()) -> new Park(hold.reason(), hold.message());
            case Goal.Hold hold
            when hold.wanted() != null -> next(state, new Goal.Serve(hold.wanted()), observed, limits);
            case Goal.Hold _, Goal.Keep _ ->
                state.attempt() == null ? settle(state, observed) : attempt(state, goal, observed, limits);
            case Goal.Serve serve when state.attempt() != null -> attempt(state, serve, observed, limits);
            case Goal.Serve serve ->
                serve.wanted().runsTheSameAs(state.serving())
                        ? settle(state, observed)
                        : leftover(state, observed)
                                .orElseGet(() -> new Begin(serve.wanted().numbered(state.lastNumber() + 1)));
        };
    }

    /** Two revisions may run at once only when both sides of the change allow it. */
    static boolean exclusive(RevisionSpec serving, RevisionSpec candidate) {
        return candidate.strategy() == Strategy.recreate
                || (serving != null && serving.strategy() == Strategy.recreate);
    }

    /**
     * What the last rollout left behind is stopped before another one begins, so that intents in quick succession do not
     * pile up candidates. After an exclusive one it must have ended: the next one may not be exclusive.
     */
    private static Optional<Action> leftover(RolloutState state, Observed observed) {
        if (state.exclusive()) {
            return clear(state.serving(), observed);
        }
        if (observed.route() != null && observed.ready(state.serving()) && !observed.routes(state.serving())) {
            // An owner that came late has moved it to what was superseded meanwhile.
            return Optional.of(new MoveTraffic(state.serving().number()));
        }
        return others(state.serving(), observed).stream()
                .filter(status -> !status.ending() && !isRoute(observed, status))
                .findFirst()
                .map(status -> new StopOld(status.number()));
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

    private static Action attempt(RolloutState state, Goal goal, Observed observed, Limits limits) {
        RevisionSpec candidate = state.attempt().candidate();
        if (observed.routes(candidate)) {
            return new Finish();
        }
        if (superseded(goal, candidate)) {
            return new Supersede();
        }
        Optional<Action> first = state.exclusive() ? clear(candidate, observed) : keepServing(state, observed);
        return first.orElseGet(() -> bringUp(state, candidate, observed, limits));
    }

    private static boolean superseded(Goal goal, RevisionSpec candidate) {
        return switch (goal) {
            case Goal.Serve serve -> !serve.wanted().runsTheSameAs(candidate);
            case Goal.Keep _, Goal.Gone _ -> true;
            // Nobody knows yet where to go instead.
            case Goal.Hold _ -> false;
        };
    }

    private static Action bringUp(RolloutState state, RevisionSpec candidate, Observed observed, Limits limits) {
        Optional<RevisionStatus> seen = observed.revision(candidate.number()).filter(status -> !status.ending());
        if (seen.isEmpty()) {
            return start(candidate, observed);
        }
        RevisionStatus status = seen.get();
        if (status.ready()) {
            return new MoveTraffic(candidate.number());
        }
        if (status.stalled() != null) {
            return RolloutReasons.STALLED.equals(state.parked())
                    ? new Await("the infrastructure")
                    : new Park(RolloutReasons.STALLED, RolloutReasons.stalled(status));
        }
        return RolloutReasons.failure(status, candidate, state.attempt().observedMillis(), limits)
                .<Action>map(failure -> failure)
                .orElseGet(() -> new Await("the new revision's health"));
    }

    /** While a new revision comes up, the one that serves is kept alive even when the cluster has lost it. */
    private static Optional<Action> keepServing(RolloutState state, Observed observed) {
        RevisionSpec serving = state.serving();
        if (serving == null) {
            return Optional.empty();
        }
        if (missing(serving, observed)) {
            return Optional.of(start(serving, observed)).filter(StartRevision.class::isInstance);
        }
        return observed.ready(serving) && observed.route() == null
                ? Optional.of(new MoveTraffic(serving.number()))
                : Optional.empty();
    }

    /** Everything else stops before {@code only} may start. */
    private static Optional<Action> clear(RevisionSpec only, Observed observed) {
        List<RevisionStatus> others = others(only, observed);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return others.stream()
                .filter(status -> !status.ending())
                .findFirst()
                .map(status -> takeAway(status, observed))
                .or(() -> Optional.of(new Await("the old revision's end")));
    }

    /** No rollout runs: what should serve serves, and nothing else is left. */
    private static Action settle(RolloutState state, Observed observed) {
        RevisionSpec serving = state.serving();
        if (serving != null && missing(serving, observed)) {
            return (state.exclusive() ? clear(serving, observed) : Optional.<Action>empty())
                    .orElseGet(() -> start(serving, observed));
        }
        if (observed.ready(serving) && !observed.routes(serving)) {
            return new MoveTraffic(serving.number());
        }
        boolean safe = serving == null || observed.routes(serving);
        Optional<RevisionStatus> leftover = others(serving, observed).stream()
                .filter(status -> !status.ending())
                .findFirst();
        if (leftover.isPresent() && (safe || !isRoute(observed, leftover.get()))) {
            return takeAway(leftover.get(), observed);
        }
        if (!others(serving, observed).isEmpty()) {
            return new Await("the old revision's end");
        }
        return serving == null || observed.ready(serving) ? new Nothing() : new Await("the serving revision's health");
    }

    /** What gets requests loses them before it stops. */
    private static Action takeAway(RevisionStatus status, Observed observed) {
        return isRoute(observed, status) ? new ClearTraffic(status.number()) : new StopOld(status.number());
    }

    /** A number that is still on its way out cannot be started again before it has gone. */
    private static Action start(RevisionSpec spec, Observed observed) {
        return observed.revision(spec.number()).isPresent()
                ? new Await("the end of what is stopping")
                : new StartRevision(spec);
    }

    private static boolean isRoute(Observed observed, RevisionStatus status) {
        return observed.route() != null && observed.route() == status.number();
    }

    private static boolean missing(RevisionSpec spec, Observed observed) {
        return observed.revision(spec.number())
                .filter(status -> !status.ending())
                .isEmpty();
    }

    private static List<RevisionStatus> others(RevisionSpec spec, Observed observed) {
        return observed.revisions().stream()
                .filter(status -> spec == null || status.number() != spec.number())
                .toList();
    }
}
