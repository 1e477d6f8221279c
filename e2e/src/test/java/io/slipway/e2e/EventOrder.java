package io.slipway.e2e;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.slipway.e2e.EventLog.Seen;

import static org.assertj.core.api.Assertions.assertThat;

/** What the topics promise whatever happened: each aggregate's events in the order of their sequence. */
final class EventOrder {
    private EventOrder() {}

    static void check(List<Seen> events) {
        Map<List<String>, List<Long>> sequences = events.stream()
                .collect(Collectors.groupingBy(
                        event -> List.of(event.source(), event.topic(), event.subject()),
                        Collectors.mapping(Seen::sequence, Collectors.toList())));
        assertThat(sequences).allSatisfy((aggregate, numbers) -> assertThat(numbers)
                .as("sequence of %s", aggregate)
                .isSorted()
                .doesNotHaveDuplicates());
    }

    static long count(List<Seen> events, String type, String subject) {
        return events.stream()
                .filter(event -> event.type().equals(type) && event.subject().equals(subject))
                .count();
    }
}
