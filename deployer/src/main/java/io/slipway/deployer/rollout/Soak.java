package io.slipway.deployer.rollout;

import java.time.Duration;
import java.util.Optional;

import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.rollout.Action.Await;
import io.slipway.deployer.rollout.Action.FailRollout;

/** What is to be done while a candidate has the requests, but has not proved itself: what served before still runs. */
final class Soak {
    private Soak() {}

    static boolean over(Look look) {
        return look.observed().settled()
                && look.state().attempt().soakedMillis() >= look.limits().soak().toMillis();
    }

    /** Whether nothing else could serve: what is wanted instead has to come up beside it. */
    static boolean irreplaceable(Look look) {
        Observed observed = look.observed();
        RevisionSpec candidate = look.state().attempt().candidate();
        return observed.routes(candidate)
                && observed.ready(candidate)
                && (look.state().exclusive() || !observed.ready(look.state().serving()));
    }

    /** Empty when it does not have them, or has lost its readiness without a fault of its own: then it comes up again. */
    static Optional<Action> next(Look look) {
        Attempt attempt = look.state().attempt();
        boolean routed = look.observed().routes(attempt.candidate());
        if (!routed && !attempt.served()) {
            return Optional.empty();
        }
        Optional<FailRollout> failure = look.observed()
                .revision(attempt.candidate().number())
                .filter(status -> !status.ending() && status.stalled() == null)
                .flatMap(status -> RolloutReasons.soakFailure(status, attempt, look.limits()));
        if (failure.isPresent()) {
            // Requests go back first, so that what is told is true.
            return look.back().or(() -> failure);
        }
        if (!routed) {
            return Optional.empty();
        }
        return look.observed().ready(attempt.candidate()) ? Optional.of(proving(look)) : look.back();
    }

    private static Action proving(Look look) {
        if (!look.observed().settled()) {
            return new Await("the end of the move");
        }
        Duration left = look.limits().soak().minusMillis(look.state().attempt().soakedMillis());
        return new Await("the soak", Limits.atMost(look.limits().soakLook(), left));
    }
}
