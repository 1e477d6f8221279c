package io.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands of this machine, in the project's root. */
record Shell(Map<String, String> environment, Path scratch) {
    private static final int PATIENCE_MINUTES = 10;

    /** What a command told, and how it ended. */
    record Ended(int exit, String output, String errors) {}

    /** @throws IllegalStateException with what it told, when it fails */
    String run(String... command) throws IOException, InterruptedException {
        Ended ended = attempt(command);
        if (ended.exit() != 0) {
            throw new IllegalStateException("%s ended with %d%n%s%n%s"
                    .formatted(List.of(command), ended.exit(), ended.output(), ended.errors()));
        }
        return ended.output();
    }

    Ended attempt(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(scratch, "command", ".out");
        Path errors = Files.createTempFile(scratch, "command", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(StackUnderTest.ROOT.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(command) + " did not end");
            }
            return new Ended(process.exitValue(), text(output), text(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }
}
