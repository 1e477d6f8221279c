package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;

/** Many random lives of an installation, each told by its seed. What must never happen is checked by the world. */
class SimulationTest {
    private static final int LIVES = 300;
    /** Longer than what is fragile lives. */
    private static final Duration SOAK = Duration.ofMillis(800);

    private static final Duration KEEP = Duration.ofSeconds(1);

    @ParameterizedTest
    @MethodSource
    void everyLifeKeepsThePromisesAndComesToItsEnd(boolean recreate, Duration soak, Duration keep) {
        TestConfig config = TestConfig.DEFAULT.with(soak, keep);
        LongStream.range(0, LIVES)
                .forEach(seed -> assertThatCode(() -> new SimulatedInstallation(seed, recreate, config).live())
                        .as("seed %d, recreate %s, soak %s, keep %s", seed, recreate, soak, keep)
                        .doesNotThrowAnyException());
    }

    static Stream<Arguments> everyLifeKeepsThePromisesAndComesToItsEnd() {
        return Stream.of(
                Arguments.of(false, Duration.ZERO, Duration.ZERO),
                Arguments.of(true, Duration.ZERO, Duration.ZERO),
                Arguments.of(false, SOAK, Duration.ZERO),
                Arguments.of(true, SOAK, KEEP),
                Arguments.of(false, SOAK, KEEP));
    }

    @Test
    void aLifeIsTheSameForTheSameSeed() {
        org.assertj.core.api.Assertions.assertThat(new SimulatedInstallation(7, false, TestConfig.DEFAULT).live())
                .isEqualTo(new SimulatedInstallation(7, false, TestConfig.DEFAULT).live());
    }
}
