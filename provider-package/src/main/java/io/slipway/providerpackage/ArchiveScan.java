package io.slipway.providerpackage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads a tar.gz once from its beginning to its very end and refuses everything that a package must not hold. */
final class ArchiveScan {
    private static final int OWNER_EXECUTE = 0100;

    /** Is given entries that have passed every check that needs no content. */
    interface Sink {
        void directory(String name) throws IOException;

        void file(String name, boolean executable, InputStream content) throws IOException;
    }

    private final PackageLimits limits;
    private final Sink sink;
    private final EntryNames names;
    private int entries;

    private ArchiveScan(PackageLimits limits, Sink sink) {
        this.limits = limits;
        this.sink = sink;
        this.names = new EntryNames(limits.depth());
    }

    /** @throws UncheckedIOException when the disk is at fault, not the package */
    static void scan(Path tarGz, PackageLimits limits, Sink sink) throws PackageException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(tarGz))) {
            long size = Files.size(tarGz);
            if (size > limits.archiveBytes()) {
                throw Problem.ARCHIVE_TOO_LARGE.refuse(
                        "The archive has " + size + " bytes: at most " + limits.archiveBytes() + ".");
            }
            new ArchiveScan(limits, sink).scan(file, limits.plausibleBytes(size));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scan(InputStream file, long plausibleBytes) throws PackageException {
        // One gzip member only: what follows it is trailing data, not a second archive.
        try (InputStream gzip = new BufferedInputStream(oneGzipMember(file));
                TarGuard guard = new TarGuard(gzip, limits, plausibleBytes);
                TarArchiveInputStream tar = new TarArchiveInputStream(guard, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                take(entry, tar);
            }
            guard.transferTo(OutputStream.nullOutputStream());
            if (file.read() >= 0) {
                throw Problem.TRAILING_DATA.refuse("The archive has data after its gzip stream.");
            }
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private static InputStream oneGzipMember(InputStream file) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(file)
                .setDecompressConcatenated(false)
                .get();
    }

    private void take(TarArchiveEntry entry, InputStream content) throws IOException, PackageException {
        entries++;
        if (entries > limits.entries()) {
            throw Problem.TOO_MANY_ENTRIES.refuse("The archive has more than " + limits.entries() + " entries.");
        }
        String name = names.accept(entry.getName(), entry.isDirectory());
        if (entry.getSize() > limits.entryBytes()) {
            throw Problem.ENTRY_TOO_LARGE.refuse("'" + Printable.of(name) + "' has " + entry.getSize()
                    + " bytes: at most " + limits.entryBytes() + ".");
        }
        if (!entry.isDirectory()) {
            sink.file(name, (entry.getMode() & OWNER_EXECUTE) != 0, content);
        } else if (!name.isEmpty()) {
            sink.directory(name);
        }
    }

    private static PackageException refusal(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedArchive refused) {
                return refused.refusal();
            }
            if (cause instanceof EOFException) {
                return Problem.ARCHIVE_TRUNCATED.refuse("The archive ends in the middle: pack or upload it again.");
            }
        }
        return Problem.ARCHIVE_CORRUPT.refuse("The archive is no readable tar.gz: " + e.getMessage() + ".");
    }
}
