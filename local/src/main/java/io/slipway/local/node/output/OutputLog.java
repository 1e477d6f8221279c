package io.slipway.local.node.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A revision's output. The process appends to {@code current.log} by itself, so that nothing is lost while the node is away;
 * when the file has grown it is copied and truncated, and the copies are named by the offset of their first byte. A line
 * written between copy and truncation is lost: the price of a writer that knows nothing of rotation.
 */
public final class OutputLog {
    private static final String CURRENT = "current.log";
    private static final int KEPT = 4;
    private static final int MAX_LINE = 8 << 10;
    private static final int TAIL_BYTES = 16 << 10;
    /** They would steer the reader's terminal, and no jsonb of PostgreSQL takes a NUL. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    private final Path directory;
    private final long limitBytes;

    /** @param limitBytes of one file; at most five are kept */
    public OutputLog(Path directory, long limitBytes) {
        this.directory = directory;
        this.limitBytes = limitBytes;
    }

    public Path current() {
        return directory.resolve(CURRENT);
    }

    /** A line and the offset after it. */
    public record Line(long next, String text) {}

    public synchronized void rotateIfLarge() throws IOException {
        if (size(current()) <= limitBytes) {
            return;
        }
        Path copy = directory.resolve("%019d.log".formatted(start(current())));
        try (FileChannel from = FileChannel.open(current(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            long copied = 0;
            for (long size = from.size(); copied < size; size = from.size()) {
                copied += from.transferTo(copied, size - copied, to);
            }
            from.truncate(0);
        }
        List<Path> old = rotated();
        for (Path file : old.subList(0, Math.max(0, old.size() - KEPT))) {
            Files.delete(file);
        }
    }

    /** Complete lines from the offset on, or from the oldest that is kept. */
    public synchronized List<Line> read(long offset, int limit) throws IOException {
        List<Line> lines = new ArrayList<>();
        List<Path> files = new ArrayList<>(rotated());
        files.add(current());
        for (Path file : files) {
            long start = start(file);
            long end = start + size(file);
            if (end > offset && lines.size() < limit) {
                read(file, start, Math.max(offset, start), limit, lines);
            }
        }
        return lines;
    }

    /** The last lines, a last one without an end included. */
    public synchronized List<String> tail(int limit) throws IOException {
        if (size(current()) == 0) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(current(), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(TAIL_BYTES);
            channel.read(buffer, Math.max(0, channel.size() - TAIL_BYTES));
            List<String> lines =
                    text(buffer.array(), 0, buffer.position()).lines().toList();
            return List.copyOf(lines.subList(Math.max(0, lines.size() - limit), lines.size()));
        }
    }

    private static void read(Path file, long start, long offset, int limit, List<Line> lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long position = offset - start;
            while (lines.size() < limit && channel.read(buffer.clear(), position) > 0) {
                int used = split(buffer.array(), buffer.position(), start + position, limit, lines);
                if (used == 0) {
                    return; // an unfinished line: the rest is to come
                }
                position += used;
            }
        }
    }

    /** Cuts at line ends, and lines that are too long wherever they reach the limit; answers how many bytes it used. */
    private static int split(byte[] bytes, int length, long offset, int limit, List<Line> lines) {
        int from = 0;
        for (int i = 0; i < length && lines.size() < limit; i++) {
            boolean end = bytes[i] == '\n';
            if (end || i - from >= MAX_LINE) {
                lines.add(new Line(offset + i + 1, text(bytes, from, end ? i - from : i + 1 - from)));
                from = i + 1;
            }
        }
        return from;
    }

    private static String text(byte[] bytes, int from, int length) {
        String raw = new String(bytes, from, length, StandardCharsets.UTF_8).replace("\r", "");
        return CONTROL.matcher(raw).replaceAll("\uFFFD");
    }

    private List<Path> rotated() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{19}\\.log"))
                    .sorted()
                    .toList();
        }
    }

    private long start(Path file) throws IOException {
        if (!file.equals(current())) {
            return Long.parseLong(file.getFileName().toString().substring(0, 19));
        }
        List<Path> old = rotated();
        return old.isEmpty() ? 0 : start(old.getLast()) + size(old.getLast());
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
