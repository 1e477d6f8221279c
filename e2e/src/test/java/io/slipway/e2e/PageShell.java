package io.slipway.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One shell for the steps of a page, which a test looks at in between: what a step sets is there for the next one. */
final class PageShell implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String page;
    private final Path out;
    private final Process shell;
    private int steps;

    /** @param out a new directory, for what is printed */
    PageShell(String page, Path directory, Path out, Map<String, String> environment) throws IOException {
        this.page = page;
        this.out = Files.createDirectories(out);
        ProcessBuilder builder = new ProcessBuilder("sh", "-eu")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("shell").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLIPWAY_"));
        builder.environment().putAll(environment);
        shell = builder.start();
    }

    /** @return what it printed on standard output. @throws AssertionError when a command fails, does not end or prints else */
    String run(DocsPage.Step step, String commands) throws IOException {
        Path printed = out.resolve(Integer.toString(steps));
        Path errors = out.resolve(steps + ".err");
        Path ended = out.resolve(steps + ".ended");
        steps++;
        say("{\n%s\n} >'%s' 2>'%s' </dev/null\n: >'%s'\n".formatted(commands, printed, errors, ended));
        await(page + ":" + step.line())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> Files.exists(ended) || !shell.isAlive());
        String all = "%s:%d%n%s%n--- printed%n%s%n%s%n%s"
                .formatted(page, step.line(), commands, text(printed), text(errors), text(out.resolve("shell")));
        assertThat(ended).as("a command failed: %s", all).exists();
        DocsPage.compare(step, text(printed), all);
        return text(printed);
    }

    private void say(String text) throws IOException {
        OutputStream in = shell.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    @Override
    public void close() throws IOException, InterruptedException {
        shell.descendants().forEach(ProcessHandle::destroy);
        shell.destroy();
        shell.waitFor(10, TimeUnit.SECONDS);
    }
}
