package io.slipway.registry.conventions;

import java.util.stream.IntStream;

import io.slipway.registry.conventions.RateLimits.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest {
    private static final int REMEMBERED = 10;
    private static final int SHARE = 3;

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
    void tokensDoNotMultiplyWhatTheirOrganizationHas() {
        long allowed = IntStream.range(0, 10_000)
                .mapToObj(token -> limits.take(Kind.READS, "acme", "token:tok_" + token))
                .filter(RateLimits.Verdict::isAllowed)
                .count();

        assertThat(allowed).isEqualTo(2 * SHARE);
        RateLimits.Verdict refused = limits.take(Kind.READS, "acme", "token:tok_new");
        assertThat(refused.isAllowed()).isFalse();
        assertThat(refused.kind().word()).isEqualTo("organization-reads");
        assertThat(limits.take(Kind.READS, "globex", "token:tok_1").isAllowed()).isTrue();
        assertThat(limits.take(Kind.CHANGES, "acme", "token:tok_1").isAllowed()).isTrue();
    }

    @Test
    void whatThereIsLessOfIsTold() {
        assertThat(limits.take(Kind.READS, "acme", "a").kind()).isEqualTo(Kind.READS);
        limits.take(Kind.READS, "acme", "a");
        limits.take(Kind.READS, "acme", "b");
        limits.take(Kind.READS, "acme", "b");
        // Of c's own two one is left, of the organization's six one.
        assertThat(limits.take(Kind.READS, "acme", "c").left()).isEqualTo(1);
        RateLimits.Verdict last = limits.take(Kind.READS, "acme", "d");
        assertThat(last.kind()).isEqualTo(Kind.ORGANIZATION_READS);
        assertThat(last.left()).isZero();
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
