package io.slipway.outbox.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SentTest {
    private static final String SHARDS = "aabab";

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of("all acknowledged", "+++++", List.of(0L, 1L, 2L, 3L, 4L)),
                Arguments.of("a fails at once: only b", "-++++", List.of(2L, 4L)),
                Arguments.of("a fails in its middle", "+-+++", List.of(0L, 2L, 4L)),
                Arguments.of("b fails, a goes on", "++-++", List.of(0L, 1L, 3L)),
                Arguments.of("given up after the second", "+-", List.of(0L)),
                Arguments.of("no broker", "-", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("results")
    void marksOfEachShardWhatComesBeforeItsFirstFailure(String reason, String results, List<Long> marked) {
        List<OutboxRow> rows = Stream.iterate(0, i -> i + 1)
                .limit(SHARDS.length())
                .map(i -> new OutboxRow(i, SHARDS.charAt(i), "topic", "key", "{}", Map.of()))
                .toList();
        List<Optional<Throwable>> failures = results.chars()
                .mapToObj(c -> c == '+' ? Optional.<Throwable>empty() : Optional.<Throwable>of(new Exception("x")))
                .toList();

        Sent sent = Sent.of(rows, failures);

        assertThat(sent.marked()).extracting(OutboxRow::id).isEqualTo(marked);
        assertThat(sent.failure().isPresent()).isEqualTo(results.contains("-"));
    }
}
