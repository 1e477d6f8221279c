package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Properties;

import io.slipway.embedded.EmbeddedPostgres;

/** The embedded servers of this Maven run: the first test starts them as a process of their own, the others join. */
final class SharedServers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private SharedServers() {}

    static Servers attach() {
        try {
            var base = Files.createDirectories(root().resolve("target/test-infrastructure"));
            try (var channel = FileChannel.open(
                            base.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                return lock.isValid() ? attach(base, MavenRun.current().process()) : null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Servers attach(Path base, ProcessHandle maven) throws IOException {
        var mine = base.resolve("run-" + maven.pid());
        removeLeftovers(base);
        if (!Files.exists(mine)) {
            Files.createDirectories(mine);
            awaitReady(mine, launch(mine, maven));
        }
        return Servers.read(load(mine.resolve(ServerProcess.READY)), "");
    }

    /** What a killed run left behind. The directory of a run whose server lives is left alone. */
    private static void removeLeftovers(Path base) throws IOException {
        try (var runs = Files.newDirectoryStream(base, "run-*")) {
            for (var run : runs) {
                if (!isAlive(run)) {
                    EmbeddedPostgres.stopOrphan(run.resolve("pg"));
                    delete(run);
                }
            }
        }
    }

    private static boolean isAlive(Path run) throws IOException {
        var ready = run.resolve(ServerProcess.READY);
        if (!Files.exists(ready)) {
            return false;
        }
        var properties = load(ready);
        return ProcessHandle.of(Long.parseLong(properties.getProperty("pid")))
                .flatMap(process -> process.info().startInstant())
                .filter(started -> started.toString().equals(properties.getProperty("started")))
                .isPresent();
    }

    private static Process launch(Path run, ProcessHandle maven) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                ServerProcess.class.getName(),
                run.toString(),
                Long.toString(maven.pid()));
        // Surefire's own class path is a jar that names others and goes away with the first module's tests.
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return builder.redirectErrorStream(true)
                .redirectOutput(run.resolve("server.log").toFile())
                .start();
    }

    private static void awaitReady(Path run, Process server) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(run.resolve(ServerProcess.READY))) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                server.destroy();
                throw new IllegalStateException(
                        "the test servers did not start:\n" + Files.readString(run.resolve("server.log")));
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the test servers started", e);
            }
        }
    }

    static Path root() {
        var configured = System.getProperty("slipway.root");
        if (configured != null) {
            return Path.of(configured);
        }
        var directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory == null ? Path.of("") : directory;
    }

    static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
