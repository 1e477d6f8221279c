package io.slipway.registry.rollout;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.registry.installation.Outcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryProgressTest {
    record Case(String reason, HistoryProgress before, List<RolloutRecord> told, HistoryProgress after) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static Stream<Case> cases() {
        HistoryProgress three = new HistoryProgress(3, false);
        HistoryProgress torn = new HistoryProgress(3, true);
        return Stream.of(
                new Case("nothing", HistoryProgress.NONE, List.of(), HistoryProgress.NONE),
                new Case("the first runs", HistoryProgress.NONE, running(1, 1), HistoryProgress.NONE),
                new Case("the first has ended", HistoryProgress.NONE, ended(1, 1), new HistoryProgress(1, false)),
                new Case("known already", three, ended(1, 3), three),
                new Case("two more, the last runs", three, running(2, 5), new HistoryProgress(4, false)),
                new Case("just behind what is known", three, ended(4, 5), new HistoryProgress(5, false)),
                new Case("one between was missed", three, ended(5, 6), torn),
                new Case("what was missed is still missing", torn, ended(6, 7), torn),
                new Case("only asking closes it", torn, ended(2, 4), new HistoryProgress(4, true)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hears(Case row) {
        assertThat(row.before.heard(row.told)).as(row.reason).isEqualTo(row.after);
    }

    @Test
    void whatIsAskedForClosesTheGapWhenItReachesTheLast() {
        HistoryProgress torn = new HistoryProgress(3, true);
        assertThat(torn.filled(ended(4, 6), 6)).isEqualTo(new HistoryProgress(6, false));
        assertThat(torn.filled(ended(4, 6), 9)).as("more was heard of").isEqualTo(new HistoryProgress(6, true));
        assertThat(torn.filled(running(4, 6), 6)).as("the last one runs").isEqualTo(new HistoryProgress(5, false));
        assertThat(torn.filled(List.of(), 6)).as("there is no more").isEqualTo(new HistoryProgress(3, false));
        assertThat(torn.filled(ended(5, 6), 6))
                .as("older ones were never kept")
                .isEqualTo(new HistoryProgress(6, false));
    }

    private static List<RolloutRecord> ended(long from, long to) {
        return told(from, to, "succeeded");
    }

    private static List<RolloutRecord> running(long from, long to) {
        return told(from, to, null);
    }

    private static List<RolloutRecord> told(long from, long to, String last) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(number ->
                        Outcomes.rollout(number, "rol_" + number, null, "1.0.0", number == to ? last : "superseded"))
                .toList();
    }
}
