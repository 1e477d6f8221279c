package io.slipway.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Files that only their owner may read (0600, directories 0700), replaced as a whole and on the disk before it goes on. */
public final class PrivateFiles {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Of a line that a user took out at the end.
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private PrivateFiles() {}

    public static Path directory(Path directory) throws IOException {
        var permissions = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(permissions));
        Files.setPosixFilePermissions(directory, permissions);
        return directory;
    }

    public static void write(Path file, String content) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var partial = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".tmp", permissions);
        try {
            Files.writeString(
                    partial, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            force(file.getParent());
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Without it a power failure may take the rename back, or the file with it. */
    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    public static void writeJson(Path file, Object value) throws IOException {
        write(file, JSON.writeValueAsString(value) + "\n");
    }

    public static <T> T readJson(Path file, TypeReference<T> type) throws IOException {
        return JSON.readValue(file.toFile(), type);
    }
}
