package io.slipway.registry.conventions;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/** A bucket of tokens for each caller and kind of request, in this replica's memory. */
@ApplicationScoped
class RateLimits {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final RateLimitConfig config;
    private final Map<String, Bucket> buckets;

    RateLimits(RateLimitConfig config) {
        this.config = config;
        this.buckets = Collections.synchronizedMap(new LeastRecent(config.callers()));
    }

    /** What costs alike, as the policies' names say it to clients. */
    enum Kind {
        READS,
        CHANGES,
        ORGANIZATION_READS,
        ORGANIZATION_CHANGES,
        ANONYMOUS;

        Kind ofOrganization() {
            return switch (this) {
                case READS, ORGANIZATION_READS -> ORGANIZATION_READS;
                case CHANGES, ORGANIZATION_CHANGES -> ORGANIZATION_CHANGES;
                case ANONYMOUS -> throw new IllegalStateException("strangers have no organization");
            };
        }

        /** As clients see it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param left requests that may still be sent at once
     * @param reset until all of them may be, if none is sent
     * @param delay until the next one may be; zero when this one may
     */
    record Verdict(Kind kind, int quota, long left, Duration reset, Duration delay) {
        boolean isAllowed() {
            return delay.isZero();
        }
    }

    /** From what the caller has, then from what its organization has. @return what there is less of */
    Verdict take(Kind kind, String organization, String actor) {
        Verdict own = take(kind, organization + " " + actor);
        if (!own.isAllowed()) {
            return own;
        }
        Verdict shared = take(kind.ofOrganization(), organization);
        return shared.isAllowed() && own.left() <= shared.left() ? own : shared;
    }

    Verdict take(Kind kind, String caller) {
        int quota = quota(kind);
        ConsumptionProbe probe =
                buckets.computeIfAbsent(kind + " " + caller, _ -> bucket(quota)).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                kind,
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private int quota(Kind kind) {
        return switch (kind) {
            case READS -> config.reads();
            case CHANGES -> config.changes();
            case ORGANIZATION_READS -> Math.multiplyExact(config.reads(), config.organizationShare());
            case ORGANIZATION_CHANGES -> Math.multiplyExact(config.changes(), config.organizationShare());
            case ANONYMOUS -> config.anonymous();
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
