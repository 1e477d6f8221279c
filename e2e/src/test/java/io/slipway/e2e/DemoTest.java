package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        Path output = directory.resolve("demo.out");
        Process demo = new ProcessBuilder(command())
                .directory(StackUnderTest.ROOT.toFile())
                .redirectError(directory.resolve("demo.err").toFile())
                .redirectOutput(output.toFile())
                .start();
        assertThat(demo.waitFor(5, TimeUnit.MINUTES)).as("the demo ends").isTrue();
        List<String> lines = Files.readAllLines(output);
        assertThat(demo.exitValue())
                .as(() -> String.join("\n", lines) + tail("demo.err"))
                .isZero();
        check(new ObjectMapper().readTree(lines.getLast()));
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(directory.toString())))
                .as("processes that the demo left")
                .isEmpty();
    }

    private void check(JsonNode report) {
        assertThat(report.path("steps")).hasSize(6).allSatisfy(step -> {
            assertThat(step.path("ok").asBoolean()).as("%s", step).isTrue();
            assertThat(step.path("name").asText()).isNotBlank();
            assertThat(step.path("seconds").asDouble()).isNotNegative();
        });
        JsonNode move = report.path("move");
        assertThat(move.path("failed").asInt()).as("failed while acme moved").isZero();
        assertThat(move.path("requests").asInt()).isGreaterThan(200);
        assertThat(move.path("seconds").asDouble()).isPositive();
        assertThat(report.path("installations")).hasSize(2);
        assertThat(types(report)).contains("io.slipway.version.published.v1", "io.slipway.rollout.rolled_back.v1");
        assertThat(report.path("events"))
                .allSatisfy(event -> assertThat(event.path("topic").asText()).startsWith("slipway."));
        double memory = report.path("memory_mib").properties().stream()
                .filter(process -> !process.getKey().startsWith("providers"))
                .mapToDouble(process -> process.getValue().asDouble())
                .sum();
        assertThat(memory)
                .as("MiB of all Slipway processes: %s", report.path("memory_mib"))
                .isLessThan(MEMORY_GOAL_MIB);
    }

    private static List<String> types(JsonNode report) {
        return StreamSupport.stream(report.path("events").spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
    }

    private List<String> command() {
        Path cli = StackUnderTest.ROOT.resolve("cli/target");
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Dslipway.root=" + StackUnderTest.ROOT,
                "-cp",
                cli.resolve("cli-0.1.0.jar") + ":" + cli.resolve("lib") + "/*",
                "io.slipway.cli.Main",
                "demo",
                "--data",
                directory.resolve("data").toString(),
                "--output",
                "json");
    }

    private String tail(String file) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve(file));
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
