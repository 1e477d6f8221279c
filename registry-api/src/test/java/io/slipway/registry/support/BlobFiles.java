package io.slipway.registry.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a blob directory. */
public record BlobFiles(List<Path> kept, List<Path> incoming) {

    public static BlobFiles now() throws IOException {
        return of(Path.of(Api.config("slipway.blobs.directory")));
    }

    public static BlobFiles of(Path directory) throws IOException {
        return new BlobFiles(under(directory.resolve("sha256")), under(directory.resolve("incoming")));
    }

    /** Of one upload. */
    public static List<Path> staged(String uploadId) throws IOException {
        return under(Path.of(Api.config("slipway.blobs.directory"))
                .resolve("uploads")
                .resolve(uploadId));
    }

    /** Files come and go while they are listed: then it is tried again. */
    private static List<Path> under(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        while (true) {
            try (Stream<Path> found = Files.walk(directory)) {
                return found.filter(Files::isRegularFile).toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof java.nio.file.NoSuchFileException)) {
                    throw e.getCause();
                }
            }
        }
    }
}
