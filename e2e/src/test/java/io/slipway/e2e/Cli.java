package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The {@code slipway} command as a process of its own, on one data directory; what it is answered is checked. */
record Cli(Path data, Path scratch) {
    private static final Path TARGET = StackUnderTest.ROOT.resolve("cli/target");
    private static final ObjectMapper JSON = new ObjectMapper();

    record Result(int exit, String output, String errors) {
        Result expect(int code) {
            assertThat(exit).as("%s%n%s", output, errors).isEqualTo(code);
            return this;
        }

        /** The last line of what {@code --output json} prints. */
        JsonNode json() throws IOException {
            return JSON.readTree(output.lines().toList().getLast());
        }
    }

    Process start(Path output, String... arguments) throws IOException {
        return startAt(StackUnderTest.ROOT, output, arguments);
    }

    /** @param root where the services are built */
    Process startAt(Path root, Path output, String... arguments) throws IOException {
        return builder(output, command(root, arguments)).start();
    }

    private static List<String> command(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslipway.root=" + root));
        if (!List.of(arguments).contains("up")) {
            command.addAll(CheckingProxy.javaOptions());
        }
        command.addAll(List.of(
                "-cp", TARGET.resolve("cli-0.1.0.jar") + ":" + TARGET.resolve("lib") + "/*", "io.slipway.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command as a line for the shell, without arguments. */
    static String line() {
        return quoted(command(StackUnderTest.ROOT));
    }

    private ProcessBuilder builder(Path output, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(output.toFile())
                .redirectError(Path.of(output + ".err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().put("XDG_CONFIG_HOME", scratch.resolve("home").toString());
        return builder;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "cli", ".out");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString(), "--output", "json"));
        Process process = start(output, all.toArray(String[]::new));
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends", all).isTrue();
        return new Result(process.exitValue(), Files.readString(output), Files.readString(Path.of(output + ".err")));
    }

    /** For commands that need no stack. */
    Result offline(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "cli", ".out");
        Process process = start(output, arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(output), Files.readString(Path.of(output + ".err")));
    }

    /** With this on its standard input. Names no stack: a login counts. */
    Result fed(String input, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "cli", ".out");
        Path typed = Files.writeString(Path.of(output + ".in"), input);
        Process process = builder(output, command(StackUnderTest.ROOT, arguments))
                .redirectInput(typed.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(output), Files.readString(Path.of(output + ".err")));
    }

    /** The same on a terminal of util-linux's {@code script}, on which the answer is typed once the prompt is there. */
    Result asked(String prompt, String answer, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "cli", ".out");
        String line = quoted(command(StackUnderTest.ROOT, arguments));
        Process process =
                builder(output, List.of("script", "-qefc", line, "/dev/null")).start();
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || Files.readString(output).contains(prompt));
        process.outputWriter().write(answer + "\n");
        process.outputWriter().flush();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(output), Files.readString(Path.of(output + ".err")));
    }

    /** A line for the shell, in which {@code slipway} is this command. */
    Result shell(String line) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "cli", ".out");
        String slipway = "slipway() { " + quoted(command(StackUnderTest.ROOT)) + " \"$@\"; }\n";
        Process process = builder(output, List.of("sh", "-ec", slipway + line)).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line).isTrue();
        return new Result(process.exitValue(), Files.readString(output), Files.readString(Path.of(output + ".err")));
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }
}
