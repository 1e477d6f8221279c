package io.slipway.providerpackage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Reads packages that strangers made. Both methods check the whole archive; both throw {@link UncheckedIOException} when
 * a disk is at fault, which says nothing about the package.
 */
public final class PackageReader {

    /** Reads the manifest in one pass over the archive, without writing anything. */
    public ProviderManifest readManifest(Path tarGz, PackageLimits limits) throws PackageException {
        ManifestSink sink = new ManifestSink();
        ArchiveScan.scan(tarGz, limits, sink);
        if (sink.manifest == null) {
            throw Problem.MANIFEST_MISSING.refuse("The package has no provider.yaml at its root: pack the directory's"
                    + " content, not the directory.");
        }
        return ManifestReader.read(sink.manifest);
    }

    /**
     * Writes the package's files below {@code emptyDirectory}: files 0644, or 0755 when their owner may execute them, and
     * directories 0755, whatever the archive says. What was written before a refusal stays: the caller removes it.
     */
    public void unpack(Path tarGz, Path emptyDirectory, PackageLimits limits) throws PackageException {
        ArchiveScan.scan(tarGz, limits, new DiskSink(emptyDirectory));
    }

    private static final class ManifestSink implements ArchiveScan.Sink {
        private byte[] manifest;

        @Override
        public void directory(String name) {}

        @Override
        public void file(String name, boolean executable, InputStream content) throws IOException {
            if (name.equals(ProviderManifest.FILE)) {
                // One byte more than allowed tells the reader that it is too long.
                manifest = content.readNBytes(ManifestReader.MAX_BYTES + 1);
            }
        }
    }

    private record DiskSink(Path root) implements ArchiveScan.Sink {
        @Override
        public void directory(String name) {
            try {
                createDirectories(root.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void file(String name, boolean executable, InputStream content) throws IOException {
            try (OutputStream out = open(root.resolve(name))) {
                byte[] buffer = new byte[16 * 1024];
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    write(out, buffer, count);
                }
            }
            setMode(root.resolve(name), executable ? "rwxr-xr-x" : "rw-r--r--");
        }

        private OutputStream open(Path file) {
            try {
                createDirectories(file.getParent());
                return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void write(OutputStream out, byte[] buffer, int count) {
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void createDirectories(Path directory) throws IOException {
            if (directory.equals(root) || Files.isDirectory(directory)) {
                return;
            }
            createDirectories(directory.getParent());
            Files.createDirectory(directory);
            setMode(directory, "rwxr-xr-x");
        }

        private static void setMode(Path file, String mode) {
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
