package io.slipway.local.stack.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a service's JVM is started: small, because three of them, a broker and a database share one machine.
 *
 * @param jar of the packaged service
 * @param configuration a private properties file
 */
public record JavaCommand(Path jar, Path configuration) {
    /** An AOT cache is only used by a JVM with the flags that recorded it (JEP 514): these are part of its key. */
    static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-Xmx128m",
            "-Xss512k",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            // Which classes the cache leaves out is no news to whoever reads a service's log.
            "-Xlog:aot*=error",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** With the cache when there is one. */
    public List<String> run(Optional<Path> cache) {
        return line(cache.map(file -> "-XX:AOTCache=" + file));
    }

    /** A run that writes the cache when it ends. */
    List<String> record(Path cache) {
        return line(Optional.of("-XX:AOTCacheOutput=" + cache));
    }

    private List<String> line(Optional<String> aot) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(FLAGS);
        aot.ifPresent(line::add);
        line.add("-Dquarkus.config.locations=" + configuration.toUri());
        line.add("-jar");
        line.add(jar.toString());
        return inItsOwnSession(line);
    }

    /** Ctrl-C on the terminal is for the stack, which ends its children in order. */
    static List<String> inItsOwnSession(List<String> command) {
        if (!Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return command;
        }
        var line = new ArrayList<>(List.of("/usr/bin/setsid"));
        line.addAll(command);
        return line;
    }
}
