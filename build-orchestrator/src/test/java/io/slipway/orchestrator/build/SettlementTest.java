package io.slipway.orchestrator.build;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.orchestrator.build.Settlement.RetryLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementTest {
    private static final RetryLimits LIMITS = new RetryLimits(3, Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Built BUILT = new Built("providers/acme/hello@sha256:1", List.of());

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("built", new Outcome.Succeeded(BUILT), 1, 0, new Settlement.Success(BUILT)),
                Arguments.of(
                        "the source's fault is final at once",
                        new Outcome.Failed("schema_invalid", "x"),
                        1,
                        0,
                        new Settlement.Failure("schema_invalid", "x")),
                Arguments.of(
                        "a peer away",
                        new Outcome.Waiting("away"),
                        1,
                        0,
                        new Settlement.Retry(Duration.ofSeconds(1), false)),
                Arguments.of(
                        "a peer away for a day is still not the author's fault",
                        new Outcome.Waiting("away"),
                        5_000,
                        2,
                        new Settlement.Retry(Duration.ofSeconds(30), false)),
                Arguments.of(
                        "broken, first",
                        new Outcome.Broken("disk"),
                        1,
                        0,
                        new Settlement.Retry(Duration.ofSeconds(1), true)),
                Arguments.of(
                        "broken, but not for the last time",
                        new Outcome.Broken("disk"),
                        2,
                        1,
                        new Settlement.Retry(Duration.ofSeconds(2), true)),
                Arguments.of("stopping", new Outcome.GivenBack(), 4, 2, new Settlement.Retry(Duration.ZERO, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decides(String reason, Outcome outcome, int attempt, int faults, Settlement expected) {
        assertThat(Settlement.of(outcome, attempt, faults, LIMITS)).as(reason).isEqualTo(expected);
    }

    @Test
    void failsWhenItBrokeTooOften() {
        Settlement settlement = Settlement.of(new Outcome.Broken("disk full"), 9, 2, LIMITS);

        assertThat(settlement).isInstanceOfSatisfying(Settlement.Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("infrastructure");
            assertThat(failure.message()).contains("3 times").contains("disk full");
        });
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,2", "3,4", "5,16", "6,30", "1000000,30"})
    void waitsTwiceAsLongEachTime(int attempt, long seconds) {
        assertThat(LIMITS.backoff(attempt)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
