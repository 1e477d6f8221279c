package io.slipway.local.node;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HealthTest {

    /** Probes: + passed, - failed. Readiness after each: R ready, . not. */
    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "++,      .R,      two in a row make ready",
        "+-+-++,  .....R,  a failure begins the row again",
        "++--+--+,.RRRRRRR,two failures do not unmake it",
        "++---,   .RRR.,   three failures in a row do",
        "++---++, .RRR..R, and it can come back",
    })
    void readinessFollowsProbes(String probes, String expected, String reason) {
        Health health = new Health(2, false);
        String seen = probes.chars()
                .mapToObj(probe -> {
                    health.observe(probe == '+');
                    return health.ready() ? "R" : ".";
                })
                .collect(Collectors.joining());
        assertThat(seen).as(reason).isEqualTo(expected);
    }

    @Test
    void waitsDoubleUpToALimitAndBeginAgainAfterAReset() {
        Backoff backoff = new Backoff();
        assertThat(Stream.generate(backoff::next).limit(8).map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    }
}
