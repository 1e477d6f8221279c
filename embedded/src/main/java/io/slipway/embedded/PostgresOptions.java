package io.slipway.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a server is started with.
 *
 * @param directory holds the cluster's files; made when it is missing, used again when it is not
 * @param logFile what the server prints; appended to
 * @param binaries where the server's programs are unpacked once, shared by all that name it
 * @param port on 127.0.0.1
 * @param password of the superuser {@code postgres}; must stay the same for a directory
 * @param settings of postgresql.conf, they win over the defaults
 * @param patience how long a start may take; crash recovery counts
 */
public record PostgresOptions(
        Path directory,
        Path logFile,
        Path binaries,
        int port,
        String password,
        Map<String, String> settings,
        Duration patience) {

    public PostgresOptions {
        settings = Map.copyOf(settings);
    }

    public static PostgresOptions of(Path directory, int port, String password, Map<String, String> settings) {
        var logFile = directory.resolveSibling(directory.getFileName() + ".log");
        return new PostgresOptions(
                directory, logFile, MachineCache.directory(), port, password, settings, Duration.ofSeconds(60));
    }

    /** Whether its data is to survive a power failure. */
    boolean lasting() {
        return !"off".equals(settings.get("fsync"));
    }

    public PostgresOptions logTo(Path file) {
        return new PostgresOptions(directory, file, binaries, port, password, settings, patience);
    }
}
