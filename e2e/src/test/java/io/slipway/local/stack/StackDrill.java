package io.slipway.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * The stack as {@code StackMain} runs it, but its broker can be taken away while the rest runs on. Arguments: data
 * directory, project root. Reads {@code kafka stop} and {@code kafka start}, and writes each into the file {@code drill}
 * when it is done. Standard input's end does not end it, SIGTERM does.
 */
public final class StackDrill {
    private StackDrill() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        StackDirectory directory = StackDirectory.open(Path.of(arguments[0]));
        StackLog.open(directory.log("stack"));
        Console console = new Console(System.out, Clock.systemUTC());
        CountDownLatch ended = new CountDownLatch(1);
        Stack stack = new Stack(directory, console, Clock.systemUTC(), failure -> {
            console.progress("gave up: " + failure.getMessage());
            ended.countDown();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        stack.start(Path.of(arguments[1]), 0);
        Thread.ofVirtual().start(() -> obey(stack, directory));
        ended.await();
        System.exit(1);
    }

    private static void obey(Stack stack, StackDirectory directory) {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line) {
                    case "kafka stop" -> stack.broker().close();
                    case "kafka start" -> stack.broker().start();
                    default -> throw new IllegalArgumentException(line);
                }
                Files.writeString(directory.file("drill"), line);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
