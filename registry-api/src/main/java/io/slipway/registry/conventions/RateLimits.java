package io.slipway.registry.conventions;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/** A bucket of tokens for each caller and cost class, in this replica's memory. */
@ApplicationScoped
class RateLimits {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final RateLimitConfig config;
    private final Map<String, Bucket> buckets;

    RateLimits(RateLimitConfig config) {
        this.config = config;
        this.buckets = Collections.synchronizedMap(new LeastRecent(config.callers()));
    }

    /**
     * @param policy the share's name, as clients see it
     * @param left requests that may still be sent at once
     * @param reset until all of them may be, if none is sent
     * @param delay until the next one may be; zero when this one may
     */
    record Verdict(String policy, int quota, long left, Duration reset, Duration delay) {
        boolean isAllowed() {
            return delay.isZero();
        }
    }

    /** From what the caller has, then from what its organization has. @return what there is less of */
    Verdict take(CostClass cost, String organization, String actor) {
        int quota = quota(cost);
        Verdict own = take(cost.word(), quota, organization + " " + actor);
        if (!own.isAllowed()) {
            return own;
        }
        int together = Math.multiplyExact(quota, config.organizationShare());
        Verdict shared = take("organization-" + cost.word(), together, organization);
        return shared.isAllowed() && own.left() <= shared.left() ? own : shared;
    }

    /** From what strangers of one network address have together. */
    Verdict takeAnonymous(String address) {
        return take("anonymous", config.anonymous(), address);
    }

    private Verdict take(String policy, int quota, String caller) {
        ConsumptionProbe probe = buckets.computeIfAbsent(policy + " " + caller, _ -> bucket(quota))
                .tryConsumeAndReturnRemaining(1);
        return new Verdict(
                policy,
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private int quota(CostClass cost) {
        return switch (cost) {
            case READS -> config.reads();
            case CHANGES -> config.changes();
            case SEARCHES -> config.searches();
            case BUILDS -> config.builds();
        };
    }

    private static Bucket bucket(int quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, WINDOW))
                .build();
    }

    /** Memory does not grow with the number of callers: what an attacker pushes out is at worst full again. */
    private static final class LeastRecent extends LinkedHashMap<String, Bucket> {
        private static final float LOAD = 0.75f;
        private static final long serialVersionUID = 1;

        private final int capacity;

        LeastRecent(int capacity) {
            super(16, LOAD, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > capacity;
        }
    }
}
