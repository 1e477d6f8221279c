package io.slipway.e2e;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.e2e.EventLog.Seen;

import static org.assertj.core.api.Assertions.assertThat;

/** What the topics promise whatever happened: each aggregate's events in the order of their sequence, and none left out. */
final class EventOrder {
    /** Here each step of the sequence is told. A build that waits again and an outcome's conditions step without an event. */
    private static final Set<String> WITHOUT_HOLES = Set.of("slipway.versions", "slipway.installations");

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
        assertThat(sequences).allSatisfy((aggregate, numbers) -> {
            if (WITHOUT_HOLES.contains(aggregate.get(1))) {
                assertThat(numbers.getLast())
                        .as("holes in %s of %s", numbers, aggregate)
                        .isEqualTo(numbers.size());
            }
        });
    }

    static long count(List<Seen> events, String type, String subject) {
        return events.stream()
                .filter(event -> event.type().equals(type) && event.subject().equals(subject))
                .count();
    }
}
