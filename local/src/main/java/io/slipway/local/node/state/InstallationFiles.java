package io.slipway.local.node.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.secret.SecretBox;

/** One small file per installation, replaced as a whole and on the disk before the caller goes on. */
public final class InstallationFiles {
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final SealedEnvironments environments;

    /** @param box seals the providers' environments, which hold secrets */
    public InstallationFiles(Path directory, SecretBox box) throws IOException {
        this.directory = directory;
        this.environments = new SealedEnvironments(box);
        Files.createDirectories(directory);
    }

    public void save(InstallationRecord row) throws IOException {
        write(directory.resolve(row.id() + SUFFIX), NodeJson.MAPPER.writeValueAsBytes(environments.sealed(row)));
    }

    /** @throws IOException also when a file is damaged: guessing would start or end the wrong processes */
    public List<InstallationRecord> load() throws IOException {
        List<InstallationRecord> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(SUFFIX))::iterator) {
                rows.add(load(file));
            }
        }
        return rows;
    }

    private InstallationRecord load(Path file) throws IOException {
        JsonNode stored = NodeJson.MAPPER.readTree(file.toFile());
        boolean plain = SealedEnvironments.isPlain(stored);
        InstallationRecord row = environments.opened(stored);
        if (plain) {
            save(row); // of an older build
        }
        return row;
    }

    /** Written and synced beside the file, then renamed over it; the rename itself is synced with the directory. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
