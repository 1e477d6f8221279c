package io.slipway.local.stack.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Classes loaded and linked ahead of time (JEP 483, 514), kept beside the build output that they were recorded from. */
public final class AotCache {
    private static final Logger LOG = Logger.getLogger(AotCache.class.getName());
    private static final Duration WRITING = Duration.ofMinutes(3);
    /** {@code .config} is the JVM's own name for what it records before it writes the cache. */
    private static final Pattern PARTIAL = Pattern.compile("slipway-\\w+\\.aot\\.(\\d{1,10})\\.partial(\\.config)?");

    private final Path file;

    private AotCache(Path file) {
        this.file = file;
    }

    /** Its name changes with the flags, the JDK and the service's jars, so that a stale one is never found. */
    public static AotCache of(JavaCommand command) throws IOException {
        var output = command.jar().getParent();
        var digest = sha256();
        digest.update(String.join(" ", JavaCommand.FLAGS).getBytes(StandardCharsets.UTF_8));
        digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        try (var files = Files.walk(output)) {
            for (var jar : files.filter(Files::isRegularFile).sorted().toList()) {
                var line = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        var key = HexFormat.of().formatHex(digest.digest(), 0, 8);
        return new AotCache(output.resolveSibling("slipway-" + key + ".aot"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public Optional<Path> file() {
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** Where the recording run writes. */
    Path partial() {
        // Another stack may record the same build at this moment.
        return file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
    }

    /** Ends the recording run and takes over what it wrote. False when there is no cache then: it only costs speed. */
    boolean take(Process recording) throws IOException {
        recording.destroy();
        if (!ended(recording) || !Files.exists(partial())) {
            return false;
        }
        Files.move(partial(), file, StandardCopyOption.ATOMIC_MOVE);
        deleteOlder();
        return true;
    }

    /** False when it had to be killed: what it was writing then is half a cache. */
    private static boolean ended(Process recording) {
        try {
            recording.onExit().get(WRITING.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "no AOT cache was written within {0}", WRITING);
        }
        // A JVM has the cache written by another one, which would go on.
        recording.descendants().forEach(ProcessHandle::destroyForcibly);
        recording.destroyForcibly();
        return false;
    }

    /** What recording runs have left that did not get to their end, also those of stacks that were killed. */
    void discardPartial() throws IOException {
        try (var partials = Files.newDirectoryStream(file.getParent(), "slipway-*.aot.*.partial*")) {
            for (var partial : partials) {
                if (!isOfAnotherStack(partial.getFileName().toString())) {
                    Files.deleteIfExists(partial);
                }
            }
        }
    }

    private static boolean isOfAnotherStack(String partial) {
        var name = PARTIAL.matcher(partial);
        if (!name.matches()) {
            return true;
        }
        var pid = Long.parseLong(name.group(1));
        return pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** They are some 150 MB each, and no build comes back. A process that has one mapped keeps it. */
    private void deleteOlder() throws IOException {
        try (var caches = Files.newDirectoryStream(file.getParent(), "slipway-*.aot")) {
            for (var cache : caches) {
                if (!cache.equals(file)) {
                    Files.deleteIfExists(cache);
                }
            }
        }
    }
}
