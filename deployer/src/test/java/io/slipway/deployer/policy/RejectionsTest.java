package io.slipway.deployer.policy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.slipway.deployer.Samples;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RejectionsTest {

    @Test
    void oneOfTheSameImageAndConfigTakesItsPlace() {
        List<Rejection> two = Rejections.with(List.of(rejection("1.0.0", 1)), rejection("1.0.0", 2));
        assertThat(two).hasSize(2);
        assertThat(Rejections.with(two, rejection("1.0.0", 1)))
                .hasSize(2)
                .last()
                .isEqualTo(rejection("1.0.0", 1));
    }

    @Test
    void ofAFullListTheLowestGoes() {
        List<Rejection> full = many(0, 1);
        assertThat(Rejections.with(full, rejection("9.0.0", 1)))
                .hasSize(Rejections.MOST)
                .doesNotContain(rejection("1.0.0", 1))
                .contains(rejection("1.1.0", 1));
        assertThat(Rejections.with(full, rejection("0.1.0", 1)))
                .as("the new one always stays")
                .contains(rejection("0.1.0", 1))
                .doesNotContain(rejection("1.0.0", 1));
    }

    @Test
    void aListFromBeforeThereWasAMostIsShortened() {
        List<Rejection> twice = Stream.concat(many(0, 1).stream(), many(Rejections.MOST, 1).stream())
                .toList();
        assertThat(Rejections.bounded(twice, 1)).isEqualTo(many(Rejections.MOST, 1));
        assertThat(Rejections.bounded(many(0, 1), 1)).isEqualTo(many(0, 1));
    }

    @Test
    void thoseOfOtherConfigsGoBefore() {
        List<Rejection> full = Stream.concat(many(0, 1).stream().skip(1), Stream.of(rejection("9.0.0", 7)))
                .toList();
        assertThat(Rejections.with(full, rejection("2.0.0", 1)))
                .hasSize(Rejections.MOST)
                .doesNotContain(rejection("9.0.0", 7));
    }

    private static List<Rejection> many(int from, int config) {
        return IntStream.range(from, from + Rejections.MOST)
                .mapToObj(i -> rejection("1.%d.0".formatted(i), config))
                .toList();
    }

    private static Rejection rejection(String version, int config) {
        return new Rejection(version, Samples.image("acme/hello", version), config, 1, "CrashLoop", Samples.T0);
    }
}
