package io.slipway.orchestrator.version;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.contracts.VersionState.Status;
import io.slipway.orchestrator.Versions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class VersionPlanTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                row("new version", Status.building, "bld_2", Map.of(), true, List.of(), "superseded"),
                row("told twice", Status.building, "bld_2", Map.of("bld_2", false), false, List.of(), "superseded"),
                row("told late", Status.building, "bld_2", Map.of("bld_2", true), false, List.of(), "superseded"),
                row(
                        "published again while the first build runs",
                        Status.building,
                        "bld_2",
                        Map.of("bld_1", false),
                        true,
                        List.of("bld_1"),
                        "superseded"),
                row(
                        "published again after the first failed",
                        Status.building,
                        "bld_2",
                        Map.of("bld_1", true),
                        true,
                        List.of(),
                        "superseded"),
                row("cancelled", Status.failed, "bld_1", Map.of("bld_1", false), false, List.of("bld_1"), "cancelled"),
                row("failed by us", Status.failed, "bld_1", Map.of("bld_1", true), false, List.of(), "cancelled"),
                row("never heard of", Status.published, "bld_1", Map.of(), false, List.of(), "cancelled"),
                row("yanked", Status.yanked, "bld_1", Map.of("bld_1", true), false, List.of(), "cancelled"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decides(
            String reason,
            Status status,
            String buildId,
            Map<String, Boolean> finished,
            boolean queue,
            List<String> cancel,
            String code) {
        VersionPlan plan = VersionPlan.of(Versions.of("acme/hello", "1.0.0", status, buildId), finished);

        assertThat(plan).as(reason).isEqualTo(new VersionPlan(queue, cancel, code));
        assertThat(plan.changesNothing()).as(reason).isEqualTo(!queue && cancel.isEmpty());
    }

    private static Arguments row(
            String reason,
            Status status,
            String buildId,
            Map<String, Boolean> finished,
            boolean queue,
            List<String> cancel,
            String code) {
        return Arguments.of(reason, status, buildId, finished, queue, cancel, code);
    }
}
