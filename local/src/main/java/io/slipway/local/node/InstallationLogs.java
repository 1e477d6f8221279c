package io.slipway.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.slipway.local.node.image.Trees;
import io.slipway.local.node.output.LogCursor;
import io.slipway.local.node.output.LogLine;
import io.slipway.local.node.output.OutputLog;

/** The output of all revisions of an installation, also of those that are gone, as pages. */
final class InstallationLogs {
    private static final int KEPT = 5;

    private final Path directory;

    InstallationLogs(Path directory) {
        this.directory = directory;
    }

    /** @param next where to ask on, also when there is no line yet */
    record Page(List<LogLine> items, String next) {}

    /**
     * @param revision of one revision only, or null
     * @param after a cursor that was handed out, or null for the beginning
     */
    Page read(Integer revision, String after, int limit) throws IOException {
        LogCursor cursor = LogCursor.parse(after);
        List<LogLine> lines = new ArrayList<>();
        for (int number : revision == null ? revisions() : List.of(revision)) {
            OutputLog log = new OutputLog(directory.resolve(Integer.toString(number)), Long.MAX_VALUE);
            for (OutputLog.Line line : log.read(cursor.of(number), limit - lines.size())) {
                cursor = cursor.with(number, line.next());
                lines.add(new LogLine(cursor.toString(), null, number, line.text()));
            }
        }
        return new Page(lines, cursor.toString());
    }

    /** Deletes the logs of all but the newest revisions, those given excepted. */
    void prune(Set<Integer> wanted) throws IOException {
        List<Integer> all = revisions();
        for (int number : all.subList(0, Math.max(0, all.size() - KEPT))) {
            if (!wanted.contains(number)) {
                Trees.delete(directory.resolve(Integer.toString(number)));
            }
        }
    }

    private List<Integer> revisions() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> logs = Files.list(directory)) {
            return logs.map(log -> Integer.valueOf(log.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
