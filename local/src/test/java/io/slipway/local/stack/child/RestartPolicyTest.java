package io.slipway.local.stack.child;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartPolicyTest {
    private final RestartPolicy policy = new RestartPolicy();
    private Instant now = Instant.EPOCH;

    @Test
    void waitsDoubleUntilItGivesUp() {
        for (var wait : new long[] {250, 500, 1000, 2000, 4000}) {
            assertThat(policy.afterCrash(now)).contains(Duration.ofMillis(wait));
            now = now.plusSeconds(1);
        }
        assertThat(policy.afterCrash(now)).isEmpty();
    }

    @Test
    void aCrashNowAndThenIsNoCrashLoop() {
        for (int i = 0; i < 20; i++) {
            assertThat(policy.afterCrash(now)).contains(Duration.ofMillis(250));
            now = now.plusSeconds(61);
        }
    }
}
