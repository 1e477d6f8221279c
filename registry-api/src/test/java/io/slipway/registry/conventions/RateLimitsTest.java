package io.slipway.registry.conventions;

import io.slipway.registry.conventions.RateLimits.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest {
    private static final int REMEMBERED = 10;

    private final RateLimits limits = new RateLimits(new Few());

    @Test
    void whatIsBeyondTheQuotaWaits() {
        assertThat(limits.take(Kind.CHANGES, "a").left()).isEqualTo(1);
        assertThat(limits.take(Kind.CHANGES, "a").left()).isZero();

        RateLimits.Verdict third = limits.take(Kind.CHANGES, "a");

        assertThat(third.isAllowed()).isFalse();
        // Two a minute: the next one comes within 30 s.
        assertThat(third.delay()).isBetween(java.time.Duration.ofSeconds(20), java.time.Duration.ofSeconds(30));
        assertThat(limits.take(Kind.CHANGES, "b").isAllowed()).isTrue();
        assertThat(limits.take(Kind.READS, "a").isAllowed()).isTrue();
    }

    @Test
    void onlySoManyCallersAreRemembered() {
        limits.take(Kind.CHANGES, "first");
        for (int caller = 0; caller < REMEMBERED; caller++) {
            limits.take(Kind.CHANGES, "caller " + caller);
        }

        assertThat(limits.take(Kind.CHANGES, "first").left()).as("begins anew").isEqualTo(1);
    }

    private static final class Few implements RateLimitConfig {
        @Override
        public int reads() {
            return 2;
        }

        @Override
        public int changes() {
            return 2;
        }

        @Override
        public int anonymous() {
            return 2;
        }

        @Override
        public int callers() {
            return REMEMBERED;
        }
    }
}
