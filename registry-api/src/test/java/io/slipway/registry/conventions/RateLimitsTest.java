package io.slipway.registry.conventions;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest {
    private static final int REMEMBERED = 10;
    private static final int SHARE = 3;

    private final RateLimits limits = new RateLimits(new Few());

    @Test
    void whatIsBeyondTheQuotaWaits() {
        assertThat(limits.takeAnonymous("a").left()).isEqualTo(1);
        assertThat(limits.takeAnonymous("a").left()).isZero();

        RateLimits.Verdict third = limits.takeAnonymous("a");

        assertThat(third.isAllowed()).isFalse();
        // Two a minute: the next one comes within 30 s.
        assertThat(third.delay()).isBetween(java.time.Duration.ofSeconds(20), java.time.Duration.ofSeconds(30));
        assertThat(limits.takeAnonymous("b").isAllowed()).isTrue();
    }

    @Test
    void whatIsUsedUpOfOneClassLeavesTheOthers() {
        for (CostClass cost : CostClass.values()) {
            assertThat(limits.take(cost, "acme", "a").isAllowed()).isTrue();
            assertThat(limits.take(cost, "acme", "a").isAllowed()).isTrue();
            assertThat(limits.take(cost, "acme", "a").isAllowed())
                    .as("%s", cost)
                    .isFalse();
        }
    }

    @Test
    void tokensDoNotMultiplyWhatTheirOrganizationHas() {
        long allowed = IntStream.range(0, 10_000)
                .mapToObj(token -> limits.take(CostClass.READS, "acme", "token:tok_" + token))
                .filter(RateLimits.Verdict::isAllowed)
                .count();

        assertThat(allowed).isEqualTo(2 * SHARE);
        RateLimits.Verdict refused = limits.take(CostClass.READS, "acme", "token:tok_new");
        assertThat(refused.isAllowed()).isFalse();
        assertThat(refused.policy()).isEqualTo("organization-reads");
        assertThat(limits.take(CostClass.READS, "globex", "token:tok_1").isAllowed())
                .isTrue();
        assertThat(limits.take(CostClass.CHANGES, "acme", "token:tok_1").isAllowed())
                .isTrue();
    }

    @Test
    void whatThereIsLessOfIsTold() {
        assertThat(limits.take(CostClass.READS, "acme", "a").policy()).isEqualTo("reads");
        limits.take(CostClass.READS, "acme", "a");
        limits.take(CostClass.READS, "acme", "b");
        limits.take(CostClass.READS, "acme", "b");
        // Of c's own two one is left, of the organization's six one.
        assertThat(limits.take(CostClass.READS, "acme", "c").left()).isEqualTo(1);
        RateLimits.Verdict last = limits.take(CostClass.READS, "acme", "d");
        assertThat(last.policy()).isEqualTo("organization-reads");
        assertThat(last.left()).isZero();
    }

    @Test
    void onlySoManyCallersAreRemembered() {
        limits.takeAnonymous("first");
        for (int caller = 0; caller < REMEMBERED; caller++) {
            limits.takeAnonymous("caller " + caller);
        }

        assertThat(limits.takeAnonymous("first").left()).as("begins anew").isEqualTo(1);
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
        public int searches() {
            return 2;
        }

        @Override
        public int builds() {
            return 2;
        }

        @Override
        public int organizationShare() {
            return SHARE;
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
