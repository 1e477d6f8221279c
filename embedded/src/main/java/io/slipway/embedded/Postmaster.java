package io.slipway.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running server of a data directory, found by its {@code postmaster.pid}; it outlives a killed parent. */
record Postmaster(ProcessHandle process) {

    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(20);

    static Optional<Postmaster> of(Path directory) throws IOException {
        var pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(pidFile);
        // Line 1 is the pid, line 2 the data directory (src/include/utils/pidfile.h). The pid may be somebody else's by
        // now: what counts is that the program is postgres and names this directory.
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(process -> serves(process, directory))
                        .map(Postmaster::new);
    }

    private static boolean serves(ProcessHandle process, Path directory) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(directory.toString()))
                .isPresent();
    }

    /** SIGINT is the "fast" shutdown: sessions are ended, a checkpoint is written. SIGKILL after 20 s. */
    void stop() {
        signalFastShutdown();
        try {
            process.onExit().get(FAST_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (ExecutionException | CompletionException e) {
            throw new EmbeddedServerException("PostgreSQL (pid " + process.pid() + ") could not be stopped", e);
        }
    }

    private void signalFastShutdown() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
