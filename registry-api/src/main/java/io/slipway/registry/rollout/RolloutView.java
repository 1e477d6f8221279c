package io.slipway.registry.rollout;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One rollout of an installation.
 *
 * @param number from 1 for each installation
 * @param fromVersion what served when it began; null for the first
 * @param actor whose change of what is wanted it carried out
 * @param rule which rule chose the version; see explain. Null for rollouts of builds that did not tell it
 * @param result succeeded, failed (nothing serves), rolled_back or superseded; null while it runs
 * @param reason why it did not succeed; null when it did, and while it runs
 * @param durationSeconds from beginning to end; null while it runs, as is {@code finishedAt}
 */
record RolloutView(
        String id,
        long number,
        @Nullable String fromVersion,
        String toVersion,
        @Nullable String actor,
        @Nullable String rule,
        @Nullable String result,

        @Nullable String reason,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Double durationSeconds) {

    static Double seconds(Instant from, Instant to) {
        return to == null ? null : Duration.between(from, to).toMillis() / 1000.0;
    }
}
