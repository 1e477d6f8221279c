package io.slipway.deployer.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.rollout.Action.Await;
import io.slipway.deployer.rollout.Action.MoveTraffic;
import io.slipway.deployer.rollout.Action.Nothing;

/** What is to be done while no rollout runs: what should serve serves, and nothing else is left. */
final class Standstill {
    private Standstill() {}

    static Action settle(Look look) {
        RevisionSpec serving = look.state().serving();
        Observed observed = look.observed();
        Optional<Action> alive = serving == null ? Optional.empty() : keepAlive(serving, look);
        if (alive.isPresent()) {
            return alive.get();
        }
        List<RevisionStatus> others = look.others(serving).stream()
                .filter(status -> status.ending() || !keeps(status, look))
                .toList();
        boolean safe = serving == null || observed.routes(serving);
        Optional<RevisionStatus> leftover =
                others.stream().filter(status -> !status.ending()).findFirst();
        if (leftover.isPresent() && (safe || !look.isRoute(leftover.get()))) {
            return look.takeAway(leftover.get());
        }
        if (!others.isEmpty()) {
            return new Await("the old revision's end");
        }
        return serving == null || observed.ready(serving) ? rest(look) : new Await("the serving revision's health");
    }

    /**
     * What the last rollout left behind is stopped before another one begins, so that intents in quick succession do not
     * pile up candidates. After an exclusive one it must have ended: the next one may not be exclusive.
     */
    static Optional<Action> leftover(Look look) {
        RevisionSpec serving = look.state().serving();
        if (look.state().exclusive()) {
            return look.clear(serving);
        }
        Optional<Action> back = look.observed().route() == null ? Optional.empty() : look.back();
        if (back.isPresent()) {
            // Its candidate was superseded while it soaked, or an owner that came late has moved it there.
            return back;
        }
        // What has the requests and does not answer them is in nobody's way, but would pile up.
        return look.others(serving).stream()
                .filter(status -> !status.ending() && !(look.isRoute(status) && status.ready()))
                .findFirst()
                .map(look::takeAway);
    }

    private static Optional<Action> keepAlive(RevisionSpec serving, Look look) {
        boolean undisturbed = look.undisturbed();
        if (look.missing(serving)) {
            boolean vanished = undisturbed || !look.state().exclusive();
            return (look.state().exclusive() ? look.clear(serving) : Optional.<Action>empty())
                    .or(() -> Optional.of(look.start(serving, vanished ? Repair.MISSING : null)));
        }
        Optional<Action> restored = look.restore(serving);
        if (restored.isPresent()) {
            return restored;
        }
        return look.observed().ready(serving) && !look.observed().routes(serving)
                ? Optional.of(new MoveTraffic(serving.number(), undisturbed ? Repair.ROUTE : null))
                : Optional.empty();
    }

    private static boolean keeps(RevisionStatus status, Look look) {
        return !look.isRoute(status) && look.state().keeps(status.number(), look.limits());
    }

    private static Action rest(Look look) {
        Repair repair = look.state().repair();
        if (repair != null) {
            return new Await("what was put back", Repair.PAUSE);
        }
        Kept kept = look.state().kept();
        Duration left = kept == null ? Duration.ZERO : look.limits().keep().minusMillis(kept.millis());
        return kept != null
                        && left.isPositive()
                        && !look.others(look.state().serving()).isEmpty()
                ? new Await("the end of the keep window", left)
                : new Nothing();
    }
}
