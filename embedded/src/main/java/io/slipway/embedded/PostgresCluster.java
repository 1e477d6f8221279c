package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of a cluster: made once by initdb, with passwords from the first moment. */
final class PostgresCluster {

    private PostgresCluster() {}

    static void initialize(PostgresOptions options, Path binaries) throws IOException {
        var directory = options.directory();
        if (Files.exists(directory.resolve("slipway.initialized"))) {
            return;
        }
        // A start that was killed within initdb leaves half a cluster, which nobody has written to yet.
        deleteTree(directory);
        Files.createDirectories(directory.toAbsolutePath().getParent());
        var passwordFile = Files.createTempFile(
                directory.toAbsolutePath().getParent(),
                "initdb",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, options.password(), StandardCharsets.UTF_8);
            initdb(options, binaries, passwordFile);
        } finally {
            Files.delete(passwordFile);
        }
        Files.createFile(directory.resolve("slipway.initialized"));
    }

    private static void initdb(PostgresOptions options, Path binaries, Path passwordFile) throws IOException {
        var command = new ArrayList<>(List.of(binaries.resolve("bin/initdb").toString()));
        command.addAll(List.of("-D", options.directory().toString(), "-U", "postgres", "-E", "UTF8", "--no-locale"));
        command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile, "--no-instructions", "--no-sync"));
        var process = new ProcessBuilder(Unprivileged.command(command, false))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                var lines = output.strip().lines().toList();
                throw new EmbeddedServerException("PostgreSQL's initdb failed in " + options.directory() + ": "
                        + lines.stream()
                                .filter(line -> line.contains("error") || line.contains("rror:"))
                                .findFirst()
                                .orElse(lines.isEmpty() ? "no output" : lines.getLast()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted during initdb", e);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostgresCluster::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
