package io.slipway.local.node.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import io.slipway.secret.SecretBox;
import io.slipway.secret.SecretKeys;

/** The node's own key, in a file that only its owner reads; made when there is none. It never leaves the machine. */
public final class NodeKey {
    private static final int BYTES = 32;
    private static final String ID = "node";

    private NodeKey() {}

    public static SecretBox open(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return new SecretBox(SecretKeys.of(
                file.toString(), Optional.of(ID), Map.of(ID, Files.readString(file, StandardCharsets.US_ASCII))));
    }

    /** On the disk before anything is sealed by it. */
    private static void create(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                fresh,
                Base64.getEncoder().encodeToString(key) + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
