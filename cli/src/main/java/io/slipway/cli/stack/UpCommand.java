package io.slipway.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Start a stack on this machine and stay until Ctrl-C, SIGTERM or 'slipway down'.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway up", "  slipway up --data /var/tmp/slipway --port 8080", "  slipway up -o json | head -n 1"
        })
public final class UpCommand implements Callable<Integer> {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    @Mixin
    private CommonOptions common;

    @Mixin
    private DataOptions data;

    @Option(names = "--port", paramLabel = "PORT", description = "The API's port; kept for later starts.")
    private Optional<Integer> port;

    @Override
    public Integer call() {
        List<String> options =
                port.map(number -> List.of("--port", number.toString())).orElse(List.of());
        Console console = common.console();
        return console.json() ? withJson(console, options) : withText(options);
    }

    private int withText(List<String> options) {
        return stay(StackProcess.inheriting(data.directory(), options));
    }

    /** One line when it is ready: the content of {@code stack.json}, tokens included. */
    private int withJson(Console console, List<String> options) {
        Path log = outputFile();
        StackProcess stack = StackProcess.logging(data.directory(), options, log.toFile());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
        Optional<StackFile> ready = stack.awaitReady(READY_TIMEOUT);
        if (ready.isEmpty()) {
            stack.stop();
            throw new CliFailure(
                    ExitCode.FAILED, "not_ready", "The stack did not become ready.", StackOutput.tail(log));
        }
        console.result(ready.get().content(), "");
        return exitCode(stack.waitFor());
    }

    /** SIGINT and SIGTERM start the hook, which passes them on and waits for the stack's orderly end. */
    private static int stay(StackProcess stack) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
        return exitCode(stack.waitFor());
    }

    /** The stack has codes of its own: 3 one runs already, 4 a port is taken. */
    private static int exitCode(int stackCode) {
        return stackCode == 3 || stackCode == 4 ? ExitCode.CONFLICT : stackCode == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private Path outputFile() {
        try {
            Path logs = Files.createDirectories(data.directory().resolve("logs"));
            Path file = logs.resolve("up.log");
            // What the stack prints has passwords and tokens in it.
            Files.deleteIfExists(file);
            return Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
