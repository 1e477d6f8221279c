package io.slipway.local.stack.child;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.slipway.local.stack.StackFailure;

/** {@code kubectl proxy}: logs in to the API server for the gateway. */
public final class ClusterProxy {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<String> command;
    private final int port;
    private final Path log;
    private final Map<String, String> environment;
    private final GracefulEnd end;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param port of 127.0.0.1 that it listens on
     * @param log gets what it prints
     * @param environment what it gets beside this process's own
     */
    public ClusterProxy(List<String> command, int port, Path log, Map<String, String> environment, GracefulEnd end) {
        this.command = command;
        this.port = port;
        this.log = log;
        this.environment = environment;
        this.end = end;
    }

    /** Returns at once; {@link Child#awaitReady} waits for it. */
    public Child start() {
        LogFiles.rotate(log);
        var builder = new ProcessBuilder(JavaCommand.inItsOwnSession(command))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl could not be started: " + e.getMessage(), e);
        }
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private final class Running implements Child {
        private final Process process;

        Running(Process process) {
            this.process = process;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public CompletableFuture<String> onExit() {
            return process.onExit().thenApply(ended -> "exit code " + ended.exitValue() + ", see " + log);
        }

        @Override
        public void awaitReady() {
            var deadline = System.nanoTime() + LIMIT.toNanos();
            while (!listens()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new StackFailure(
                            "kubectl proxy did not start: " + LogFiles.lastLine(log) + " (all of it in " + log + ")");
                }
                pause();
            }
        }

        private static void pause() {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackFailure("interrupted while kubectl proxy started", e);
            }
        }

        @Override
        public void stop() {
            end.of(process);
        }
    }
}
