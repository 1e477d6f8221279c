package io.slipway.deployer.installation;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;

/** Many random lives of an installation, each told by its seed. What must never happen is checked by the world. */
class SimulationTest {
    private static final int LIVES = 300;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLifeKeepsThePromisesAndComesToItsEnd(boolean recreate) {
        LongStream.range(0, LIVES)
                .forEach(seed -> assertThatCode(() -> new SimulatedInstallation(seed, recreate).live())
                        .as("seed %d, recreate %s", seed, recreate)
                        .doesNotThrowAnyException());
    }

    @Test
    void aLifeIsTheSameForTheSameSeed() {
        org.assertj.core.api.Assertions.assertThat(new SimulatedInstallation(7, false).live())
                .isEqualTo(new SimulatedInstallation(7, false).live());
    }
}
