package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job as {@code slipway demo --output json} tells it. */
class DemoTest {
    private static final double MEMORY_GOAL_MIB = 1536;

    @TempDir
    private Path directory;

    @Test
    void showsTheMainJobAndLeavesNothingRunning() throws IOException, InterruptedException {
        JsonNode report = new DemoRun(directory).report(5, Map.of());

        DemoRun.mustHaveShownAll(report, 200);
        double memory = report.path("memory_mib").properties().stream()
                .filter(process -> !process.getKey().startsWith("providers"))
                .mapToDouble(process -> process.getValue().asDouble())
                .sum();
        assertThat(memory)
                .as("MiB of all Slipway processes: %s", report.path("memory_mib"))
                .isLessThan(MEMORY_GOAL_MIB);
    }
}
