package io.slipway.providerpackage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Looks into extended headers before commons-compress does, which strips a leading slash from long names and lets pax
 * records change sizes and types.
 */
final class TarMetadata {
    private TarMetadata() {}

    static void check(char type, byte[] payload) throws IOException {
        switch (type) {
            case 'L' -> checkName(text(payload, 0, payload.length));
            case 'x', 'g' -> checkPax(type == 'g', payload);
            default -> {}
        }
    }

    /** Records are {@code length SP keyword=value LF}, POSIX.1-2017 pax, extended header. */
    private static void checkPax(boolean global, byte[] payload) throws IOException {
        int at = 0;
        while (at < payload.length && payload[at] != 0) {
            int space = at;
            while (space < payload.length && payload[space] >= '0' && payload[space] <= '9') {
                space++;
            }
            int end = at + length(payload, at, space);
            if (end <= space + 1 || end > payload.length || payload[space] != ' ' || payload[end - 1] != '\n') {
                throw malformed();
            }
            String record = text(payload, space + 1, end - 1);
            int equals = record.indexOf('=');
            if (equals < 0) {
                throw malformed();
            }
            checkRecord(global, record.substring(0, equals), record.substring(equals + 1));
            at = end;
        }
    }

    private static int length(byte[] payload, int from, int to) throws IOException {
        if (to == from || to - from > 6) {
            throw malformed();
        }
        return Integer.parseInt(text(payload, from, to));
    }

    private static void checkRecord(boolean global, String keyword, String value) throws IOException {
        if (keyword.startsWith("GNU.sparse.")) {
            throw refused(Problem.SPARSE_FILE, "The archive has a sparse file: pack without --sparse.");
        }
        if (keyword.equals("size")) {
            throw refused(
                    Problem.ENTRY_TOO_LARGE,
                    "The archive gives a size in an extended header, as for files over 8 GiB.");
        }
        if (global && !keyword.equals("comment")) {
            throw refused(
                    Problem.ENTRY_TYPE,
                    "The archive sets '" + keyword + "' for all its entries: only a comment may be.");
        }
        if (keyword.equals("path")) {
            checkName(value);
        }
    }

    private static void checkName(String name) throws IOException {
        if (name.startsWith("/")) {
            throw refused(
                    Problem.ABSOLUTE_NAME,
                    "'" + Printable.of(name) + "' is an absolute name: pack relative to the package's root.");
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static RefusedArchive malformed() {
        return refused(Problem.ARCHIVE_CORRUPT, "The archive has an extended header that cannot be read.");
    }

    private static RefusedArchive refused(Problem problem, String message) {
        return new RefusedArchive(problem.refuse(message));
    }
}
