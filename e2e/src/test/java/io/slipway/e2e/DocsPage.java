package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page of docs whose examples are run: from a line {@code <!-- run -->} to a line {@code <!-- run no more -->} or the end,
 * every indented block, except those right below {@code <!-- not run -->}. All of them are one shell script, stopped by the
 * first command that fails. Lines {@code #=> text} are what the commands since the last such lines have to print in the end;
 * {@code …} in them stands for any text.
 */
record DocsPage(String name, List<Step> steps) {
    private static final String INDENT = "    ";
    private static final String EXPECTED = "#=> ";
    private static final int MINUTES = 6;

    private static final String RUN = "<!-- run -->";

    /**
     * @param section the heading above
     * @param line the first one's, of the page
     */
    record Step(String section, int line, String commands, List<String> expected) {}

    static boolean runs(String text) {
        return text.lines().anyMatch(RUN::equals);
    }

    static DocsPage parse(String name, String text) {
        return parse(name, text, RUN);
    }

    /** @param run the line from which on examples are run */
    static DocsPage parse(String name, String text, String run) {
        List<Step> steps = new ArrayList<>();
        boolean on = false;
        boolean skipped = false;
        Draft draft = new Draft(name);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            boolean code = line.startsWith(INDENT);
            if (on && !skipped && code) {
                draft.add(number, line.substring(INDENT.length()), steps);
                continue;
            }
            if (line.isBlank()) {
                continue;
            }
            draft.end(steps);
            draft.section = line.startsWith("#") ? line.replaceFirst("^#+ ", "") : draft.section;
            on = line.equals(run) || (on && !line.equals("<!-- run no more -->"));
            skipped = line.equals("<!-- not run -->") || (skipped && code);
        }
        draft.end(steps);
        return new DocsPage(name, List.copyOf(steps));
    }

    /** @param directory empty; the commands begin in it */
    void run(Path directory, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = Files.createDirectories(directory.resolve(".out"));
        Process shell = shell(directory, out, environment);
        boolean ended = shell.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
        int reached = Integer.parseInt(Files.readString(out.resolve("reached")).strip());
        for (int i = 0; i <= reached; i++) {
            boolean last = i == reached && (!ended || shell.exitValue() != 0);
            check(i, out, last);
        }
        assertThat(reached).as("%s: the last step", name).isEqualTo(steps.size() - 1);
    }

    private Process shell(Path directory, Path out, Map<String, String> environment) throws IOException {
        StringBuilder script = new StringBuilder("set -eu\n");
        for (int i = 0; i < steps.size(); i++) {
            script.append("echo %1$d >'%2$s/reached'\n{\n%3$s\n} >'%2$s/%1$d' 2>'%2$s/%1$d.err'\n"
                    .formatted(i, out, steps.get(i).commands()));
        }
        Path file = Files.writeString(out.resolve("script"), script);
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString())
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("shell").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLIPWAY_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void check(int index, Path out, boolean failed) throws IOException {
        Step step = steps.get(index);
        String printed = Files.readString(out.resolve(Integer.toString(index)));
        String all = "%s:%d%n%s%n--- printed%n%s%n%s%s"
                .formatted(
                        name,
                        step.line(),
                        step.commands(),
                        printed,
                        Files.readString(out.resolve(index + ".err")),
                        Files.readString(out.resolve("shell")));
        assertThat(failed).as("a command failed or did not end: %s", all).isFalse();
        compare(step, printed, all);
    }

    /** What was printed with what stands below the commands. @param all for whoever reads that they differ */
    static void compare(Step step, String printed, String all) {
        List<String> lines = printed.stripTrailing().lines().toList();
        List<String> expected = step.expected();
        assertThat(lines.size()).as("lines of %s", all).isGreaterThanOrEqualTo(expected.size());
        List<String> end = lines.subList(lines.size() - expected.size(), lines.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(end.get(i).stripTrailing()).as("%s", all).matches(pattern(expected.get(i)));
        }
    }

    private static String pattern(String expected) {
        return Arrays.stream(expected.stripTrailing().split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }

    /** A step that grows. */
    private static final class Draft {
        private final List<String> commands = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();
        private final String page;
        private String section = "";
        private int line;

        Draft(String page) {
            this.page = page;
        }

        void add(int number, String text, List<Step> steps) {
            if (text.startsWith(EXPECTED)) {
                if (commands.isEmpty()) {
                    throw new IllegalArgumentException(page + ":" + number + " no command prints this");
                }
                expected.add(text.substring(EXPECTED.length()));
                return;
            }
            if (!expected.isEmpty()) {
                end(steps);
            }
            line = commands.isEmpty() ? number : line;
            commands.add(text);
        }

        void end(List<Step> steps) {
            if (!commands.isEmpty()) {
                steps.add(new Step(section, line, String.join("\n", commands), List.copyOf(expected)));
            }
            commands.clear();
            expected.clear();
        }
    }
}
