package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of a cluster: made once by initdb, with passwords from the first moment. */
final class PostgresCluster {

    private static final String MARK = "slipway.initialized";

    private PostgresCluster() {}

    static void initialize(PostgresOptions options, Path binaries) throws IOException {
        var directory = options.directory();
        if (Files.exists(directory.resolve(MARK))) {
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
        mark(options);
    }

    /** A start that does not find this file begins anew: it must not get lost once there is data. */
    private static void mark(PostgresOptions options) throws IOException {
        var directory = options.directory().toAbsolutePath();
        Files.createFile(directory.resolve(MARK));
        if (options.lasting()) {
            force(directory);
            force(directory.getParent());
        }
    }

    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static List<String> command(PostgresOptions options, Path binaries, Path passwordFile) {
        var command = new ArrayList<>(List.of(binaries.resolve("bin/initdb").toString()));
        command.addAll(List.of("-D", options.directory().toString(), "-U", "postgres", "-E", "UTF8", "--no-locale"));
        command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile, "--no-instructions"));
        if (!options.lasting()) {
            command.add("--no-sync");
        }
        return command;
    }

    private static void initdb(PostgresOptions options, Path binaries, Path passwordFile) throws IOException {
        var command = command(options, binaries, passwordFile);
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
