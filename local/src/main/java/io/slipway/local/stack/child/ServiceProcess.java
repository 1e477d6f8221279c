package io.slipway.local.stack.child;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.slipway.local.stack.StackFailure;

/** A packaged service and its process. */
public final class ServiceProcess {
    private final String name;
    private final JavaCommand command;
    private final Path log;
    private final Map<String, String> environment;
    private final String readyUrl;
    private final Readiness readiness;
    private final GracefulEnd end;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param log gets what it prints
     * @param environment what it gets beside this process's own
     * @param readyUrl answers 200 when it does its work
     */
    public ServiceProcess(
            String name,
            JavaCommand command,
            Path log,
            Map<String, String> environment,
            String readyUrl,
            Readiness readiness,
            GracefulEnd end) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.environment = environment;
        this.readyUrl = readyUrl;
        this.readiness = readiness;
        this.end = end;
    }

    public String name() {
        return name;
    }

    public AotCache cache() {
        try {
            return AotCache.of(command);
        } catch (IOException e) {
            throw new UncheckedIOException("the build output of " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns at once; {@link Child#awaitReady} waits for it. */
    public Child start() {
        return new Running(launch(command.run(cache().file())));
    }

    /** One run that shows the JVM what to keep in the cache. False when no cache came of it: that only costs speed. */
    public boolean recordCache() throws IOException {
        var cache = cache();
        cache.discardPartial();
        var recording = launch(command.record(cache.partial()));
        try {
            new Running(recording).awaitReady();
            return cache.take(recording);
        } finally {
            recording.destroyForcibly().onExit().join();
            cache.discardPartial();
        }
    }

    private Process launch(List<String> line) {
        LogFiles.rotate(log);
        var builder = new ProcessBuilder(line)
                .directory(log.getParent().getParent().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var inherited = builder.environment();
        // The user's own SLIPWAY_URL and the like are for the command line, not for services.
        inherited.keySet().removeIf(key -> key.startsWith("SLIPWAY_") || key.startsWith("QUARKUS_"));
        inherited.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        inherited.put("MALLOC_ARENA_MAX", "2");
        inherited.putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started: " + e.getMessage(), e);
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
            if (!readiness.await(name, readyUrl, process::isAlive)) {
                throw new StackFailure(name + " did not start (exit code " + process.exitValue() + "): "
                        + LogFiles.lastLine(log) + " (all of it in " + log + ")");
            }
        }

        @Override
        public void stop() {
            end.of(process);
        }
    }
}
