package io.slipway.deployer.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.cluster.RevisionStatus.Phase;
import io.slipway.deployer.rollout.Action.FailRollout;

/** When a candidate has failed, and in which words. Only start, crash and health count; infrastructure never does. */
public final class RolloutReasons {
    public static final String STALLED = "Stalled";
    /** An operator has asked that nothing is done. */
    public static final String PAUSED = "Paused";

    public static final String PAUSED_MESSAGE =
            "An operator has paused it: nothing is started, moved or stopped. Remove the annotation slipway.io/paused"
                    + " from its Service to go on.";
    static final String SOAK_FAILED = "SoakFailed";

    private RolloutReasons() {}

    static Optional<FailRollout> failure(
            RevisionStatus status, RevisionSpec candidate, long observedMillis, Limits limits) {
        if (status.phase() == Phase.failed) {
            return Optional.of(new FailRollout("StartFailed", "its process could not be started." + output(status)));
        }
        if (status.restarts() >= limits.maxRestarts()) {
            return Optional.of(new FailRollout("CrashLoop", crashed(status) + output(status)));
        }
        if (observedMillis >= limits.deadline().toMillis()) {
            return Optional.of(new FailRollout(
                    "HealthDeadlineExceeded", unhealthy(candidate.health(), limits.deadline()) + output(status)));
        }
        return Optional.empty();
    }

    /** A revision that has the requests may not fall over even once before it has proved itself. */
    static Optional<FailRollout> soakFailure(RevisionStatus status, Attempt attempt, Limits limits) {
        if (status.phase() == Phase.failed) {
            return Optional.of(new FailRollout("StartFailed", "its process could not be started." + output(status)));
        }
        boolean ended = status.phase() == Phase.crashed
                || (attempt.restarts() != null && status.restarts() > attempt.restarts());
        if (ended && status.restarts() >= limits.maxRestarts()) {
            return Optional.of(new FailRollout("CrashLoop", crashed(status) + output(status)));
        }
        if (ended) {
            return Optional.of(new FailRollout(
                    SOAK_FAILED,
                    "its process ended while it had the requests%s.".formatted(exit(status)) + output(status)));
        }
        if (status.phase() == Phase.unready) {
            return Optional.of(new FailRollout(
                    SOAK_FAILED,
                    "%s did not answer 2xx any more while it had the requests."
                                    .formatted(attempt.candidate().health())
                            + output(status)));
        }
        return Optional.empty();
    }

    static String stalled(RevisionStatus status) {
        return "The infrastructure cannot run the new revision: %s. It is tried again by itself; nothing is rejected."
                .formatted(status.stalled());
    }

    private static String crashed(RevisionStatus status) {
        return "its process kept ending%s.".formatted(exit(status));
    }

    private static String exit(RevisionStatus status) {
        return status.exitCode() == null ? "" : " (exit code %d)".formatted(status.exitCode());
    }

    private static String unhealthy(String health, Duration deadline) {
        return "%s did not answer 2xx within %d s.".formatted(health, deadline.toSeconds());
    }

    private static String output(RevisionStatus status) {
        List<String> lines = status.lastOutput();
        return lines.isEmpty() ? " It printed nothing." : " Last output:\n" + String.join("\n", lines);
    }
}
