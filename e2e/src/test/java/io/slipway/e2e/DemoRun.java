package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code slipway demo --output json} as a process of its own.
 *
 * @param directory for all that it writes
 */
record DemoRun(Path directory) {

    /** The report, once it has ended with exit code 0 and left no process. */
    JsonNode report(int minutes, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        Path output = directory.resolve("demo.out");
        ProcessBuilder builder = new ProcessBuilder(command(options))
                .directory(StackUnderTest.ROOT.toFile())
                .redirectError(directory.resolve("demo.err").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process demo = builder.start();
        try {
            assertThat(demo.waitFor(minutes, TimeUnit.MINUTES))
                    .as(() -> "the demo ends" + tail("demo.err"))
                    .isTrue();
        } finally {
            demo.destroy(); // its own hook ends all that it has started
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(demo.exitValue())
                .as(() -> String.join("\n", lines) + tail("demo.err"))
                .isZero();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(directory.toString())))
                .as("processes that the demo left")
                .isEmpty();
        return new ObjectMapper().readTree(lines.getLast());
    }

    /** All six steps came true, and no request failed while acme moved. */
    static void mustHaveShownAll(JsonNode report, int leastRequests) {
        assertThat(report.path("steps")).hasSize(6).allSatisfy(step -> {
            assertThat(step.path("ok").asBoolean()).as("%s", step).isTrue();
            assertThat(step.path("name").asText()).isNotBlank();
            assertThat(step.path("seconds").asDouble()).isNotNegative();
        });
        JsonNode move = report.path("move");
        assertThat(move.path("failed").asInt()).as("failed while acme moved").isZero();
        assertThat(move.path("requests").asInt()).isGreaterThan(leastRequests);
        assertThat(move.path("seconds").asDouble()).isPositive();
        assertThat(report.path("installations")).hasSize(2);
        assertThat(types(report)).contains("io.slipway.version.published.v1", "io.slipway.rollout.rolled_back.v1");
        assertThat(report.path("events"))
                .allSatisfy(event -> assertThat(event.path("topic").asText()).startsWith("slipway."));
    }

    private static List<String> types(JsonNode report) {
        return StreamSupport.stream(report.path("events").spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
    }

    private List<String> command(String... options) {
        Path cli = StackUnderTest.ROOT.resolve("cli/target");
        List<String> command = new ArrayList<>(List.of(
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
                "json"));
        command.addAll(List.of(options));
        return command;
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
