package io.slipway.providerpackage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The server's checks, offline: the directory is packed, read, unpacked and its schemas compiled as a build would. */
public final class PackageCheck {
    private PackageCheck() {}

    /**
     * Returns the manifest of a directory that the server would accept.
     *
     * @throws UncheckedIOException when the directory cannot be read or the temporary directory not written
     */
    public static ProviderManifest check(Path directory) throws PackageException {
        Path work = null;
        try {
            work = Files.createTempDirectory("slipway-check-");
            return check(directory, work.resolve("package.tar.gz"), Files.createDirectory(work.resolve("unpacked")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(work);
        }
    }

    private static ProviderManifest check(Path directory, Path archive, Path unpacked)
            throws IOException, PackageException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            PackageWriter.write(directory, out);
        }
        PackageReader reader = new PackageReader();
        ProviderManifest manifest = reader.readManifest(archive, PackageLimits.DEFAULT);
        reader.unpack(archive, unpacked, PackageLimits.DEFAULT);
        ResourceSchemas.compile(unpacked, manifest);
        return manifest;
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
