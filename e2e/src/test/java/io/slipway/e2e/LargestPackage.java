package io.slipway.e2e;

import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;

import io.slipway.providerpackage.PackageLimits;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A package of exactly as many bytes as it may have: its gzip (RFC 1952) has blocks that are stored (RFC 1951, section
 * 3.2.4), each of which adds five bytes to what is in it.
 */
final class LargestPackage {
    private static final long BYTES = PackageLimits.DEFAULT.archiveBytes();
    private static final int AROUND = 18;
    private static final int EACH = 5;
    private static final int MOST = 65_535;
    private static final int RECORD = 512;
    private static final byte[] MANIFEST = """
            apiVersion: slipway.io/v1
            kind: Provider
            runtime: static
            entrypoint: ["./none"]
            health: /healthz
            """.getBytes(StandardCharsets.UTF_8);

    private LargestPackage() {}

    static Path write(Path file) throws IOException {
        int blocks = blocks();
        long content = BYTES - AROUND - (long) EACH * blocks;
        Path tar = file.resolveSibling(file.getFileName() + ".tar");
        writeTar(tar, content);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tar));
                DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            writeGzip(in, out, content, blocks);
        }
        Files.delete(tar);
        return file;
    }

    /** So many that what is left for the tar is whole records of it. */
    private static int blocks() {
        int blocks = (int) (BYTES / MOST) + 1;
        while ((BYTES - AROUND - (long) EACH * blocks) % RECORD != 0) {
            blocks++;
        }
        return blocks;
    }

    private static void writeTar(Path file, long bytes) throws IOException {
        byte[] noise = new byte[(int) bytes - 5 * RECORD];
        new Random(1).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            writeEntry(tar, "provider.yaml", MANIFEST);
            writeEntry(tar, "noise", noise);
        }
    }

    private static void writeEntry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void writeGzip(InputStream in, DataOutputStream out, long bytes, int blocks) throws IOException {
        CRC32 checksum = new CRC32();
        int each = (int) ((bytes + blocks - 1) / blocks);
        out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255});
        for (int block = 1; block <= blocks; block++) {
            byte[] content = in.readNBytes(each);
            checksum.update(content);
            out.writeByte(block == blocks ? 1 : 0);
            out.writeShort(Short.reverseBytes((short) content.length));
            out.writeShort(Short.reverseBytes((short) ~content.length));
            out.write(content);
        }
        out.writeInt(Integer.reverseBytes((int) checksum.getValue()));
        out.writeInt(Integer.reverseBytes((int) bytes));
    }
}
