package io.slipway.orchestrator.build;

import java.time.Duration;

/** What becomes of a build after one attempt. Pure. */
public sealed interface Settlement {

    record Success(Built built) implements Settlement {}

    record Failure(String code, String message) implements Settlement {}

    /**
     * Back into the queue.
     *
     * @param fault whether the attempt counts against the limit
     */
    record Retry(Duration after, boolean fault) implements Settlement {}

    /** For the server's log. */
    default String summary() {
        return switch (this) {
            case Success(Built built) -> "succeeded as " + built.image();
            case Failure(String code, String message) -> "failed, " + code + ": " + message;
            case Retry(Duration after, boolean fault) -> (fault ? "broke" : "waits") + ", again after " + after;
        };
    }

    /**
     * Decides.
     *
     * @param attempt that just ended, from 1
     * @param faults attempts that broke before it
     */
    static Settlement of(Outcome outcome, int attempt, int faults, RetryLimits limits) {
        return switch (outcome) {
            case Outcome.Succeeded(Built built) -> new Success(built);
            case Outcome.Failed(String code, String message) -> new Failure(code, message);
            case Outcome.Waiting _ -> new Retry(limits.backoff(attempt), false);
            case Outcome.GivenBack _ -> new Retry(Duration.ZERO, false);
            case Outcome.Broken(String reason)
            when faults + 1 >= limits.faults() ->
                new Failure(
                        "infrastructure",
                        "the build broke %d times, the last time with: %s. The package is not known to be at fault: publish it again"
                                .formatted(faults + 1, reason));
            case Outcome.Broken _ -> new Retry(limits.backoff(attempt), true);
        };
    }

    /**
     * How patient to be.
     *
     * @param faults how many attempts may break before the build fails
     */
    record RetryLimits(int faults, Duration first, Duration longest) {

        /** Doubles with each attempt. */
        Duration backoff(int attempt) {
            int doublings = Math.min(Math.max(attempt, 1) - 1, 20);
            Duration wait = first.multipliedBy(1L << doublings);
            return wait.compareTo(longest) > 0 ? longest : wait;
        }
    }
}
