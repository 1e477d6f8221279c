package io.slipway.local.stack.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

import io.slipway.local.stack.StackFailure;

/** A small JDK by jlink, made once per machine and JDK. */
final class JavaRuntime {
    /** What a provider may use: single-file programs included, hence the compiler. */
    private static final String MODULES =
            "java.base,java.logging,java.net.http,jdk.compiler,jdk.crypto.ec,jdk.httpserver";

    private JavaRuntime() {}

    static Path linked(Path cache) throws IOException {
        var home = Path.of(System.getProperty("java.home"));
        var target = cache.resolve("java25-" + fingerprint(home));
        if (!Files.isDirectory(target)) {
            Files.createDirectories(cache);
            var partial = Files.createTempDirectory(cache, "java25-").resolve("jdk");
            jlink(home, partial);
            // The same classes for heaps of more than 32 GiB: 14 MiB that no provider here needs.
            Files.deleteIfExists(partial.resolve("lib/server/classes_nocoops.jsa"));
            publish(partial, target);
        }
        return target;
    }

    private static void publish(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            // Another stack was faster with the same bytes.
        }
    }

    private static String fingerprint(Path home) throws IOException {
        var crc = new CRC32();
        crc.update(Files.readAllBytes(home.resolve("release")));
        crc.update(MODULES.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static void jlink(Path home, Path output) throws IOException {
        var process = new ProcessBuilder(List.of(
                        home.resolve("bin/jlink").toString(),
                        "--add-modules=" + MODULES,
                        // Not --strip-debug: that wants objcopy, which many machines lack.
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--generate-cds-archive",
                        "--output=" + output))
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StackFailure("jlink of " + home + " failed: "
                        + printed.strip().lines().findFirst().orElse("no output"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted during jlink", e);
        }
    }
}
