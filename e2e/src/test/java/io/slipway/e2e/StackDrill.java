package io.slipway.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.slipway.local.stack.KafkaBroker;
import io.slipway.local.stack.StackMain;

/**
 * The stack as {@code slipway up} runs it, but its broker can be taken away while the rest runs on. First argument: a file;
 * the others are {@code StackMain}'s. Obeys {@code kafka stop} and {@code kafka start} on standard input, and writes each
 * into the file when it is done.
 */
public final class StackDrill {
    private StackDrill() {}

    public static void main(String[] arguments) {
        Path done = Path.of(arguments[0]);
        String[] rest = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
        System.exit(StackMain.run(broker -> Thread.ofVirtual().start(() -> obey(broker, done)), rest));
    }

    private static void obey(KafkaBroker broker, Path done) {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line) {
                    case "kafka stop" -> broker.stop();
                    case "kafka start" -> broker.start();
                    default -> throw new IllegalArgumentException(line);
                }
                Files.writeString(done, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
