package io.slipway.providerpackage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Packs a directory so that the same files give the same bytes: sorted by name, no times, no owners, modes 0644 or 0755,
 * no entries for directories, a gzip header without name and time.
 */
public final class PackageWriter {
    private static final int FILE_MODE = 0100644;
    private static final int EXECUTABLE_MODE = 0100755;
    private static final int UNKNOWN_SYSTEM = 255;
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private PackageWriter() {}

    /**
     * Writes the tar.gz and leaves {@code out} open.
     *
     * @throws PackageException when the directory holds links or special files, which no package may
     */
    public static void write(Path directory, OutputStream out) throws IOException, PackageException {
        write(directory, null, out);
    }

    /** @param leftOut a file that does not belong to it, wherever it lies; null for none */
    public static void write(Path directory, Path leftOut, OutputStream out) throws IOException, PackageException {
        Map<String, Path> files = files(directory, leftOut);
        writeAll(out, tar -> {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                writeFile(tar, file.getKey(), file.getValue());
            }
        });
    }

    /** Packs files that are in memory, by their names; none of them executable. */
    static void write(Map<String, byte[]> content, OutputStream out) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(BY_BYTES);
        files.putAll(content);
        writeAll(out, tar -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                tar.putArchiveEntry(entry(file.getKey(), file.getValue().length, FILE_MODE));
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        });
    }

    private interface Entries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private static void writeAll(OutputStream out, Entries files) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setModificationTime(0);
        parameters.setOperatingSystem(UNKNOWN_SYSTEM);
        GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, parameters);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        files.write(tar);
        tar.finish();
        gzip.finish();
    }

    private static void writeFile(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        tar.putArchiveEntry(entry(name, Files.size(file), Files.isExecutable(file) ? EXECUTABLE_MODE : FILE_MODE));
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long size, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(mode);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }

    private static Map<String, Path> files(Path directory, Path leftOut) throws IOException, PackageException {
        FileCollector collector = new FileCollector(directory, IgnoreRules.of(directory), leftOut);
        Files.walkFileTree(directory, collector);
        if (collector.special != null) {
            throw collector.special;
        }
        return collector.files;
    }

    private static final class FileCollector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final IgnoreRules rules;
        private final Path leftOut;
        private final Map<String, Path> files = new TreeMap<>(BY_BYTES);
        private PackageException special;

        FileCollector(Path root, IgnoreRules rules, Path leftOut) {
            this.root = root;
            this.rules = rules;
            this.leftOut = leftOut;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean ignored = !directory.equals(root) && rules.ignores(name(directory), true);
            return ignored ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            if (rules.ignores(name, false) || isLeftOut(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isRegularFile()) {
                files.put(name, file);
                return FileVisitResult.CONTINUE;
            }
            Problem problem = attributes.isSymbolicLink() ? Problem.SYMBOLIC_LINK : Problem.ENTRY_TYPE;
            special = problem.refuse(
                    "'" + Printable.of(name) + "' is no regular file: a package holds files only; put the"
                            + " file itself there, or name it in " + IgnoreRules.FILE + ".");
            return FileVisitResult.TERMINATE;
        }

        private boolean isLeftOut(Path file) throws IOException {
            return leftOut != null
                    && file.getFileName().equals(leftOut.getFileName())
                    && Files.exists(leftOut)
                    && Files.isSameFile(file, leftOut);
        }

        private String name(Path path) {
            return root.relativize(path).toString();
        }
    }
}
