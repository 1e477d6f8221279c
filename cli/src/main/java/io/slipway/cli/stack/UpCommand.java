package io.slipway.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
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
        footer = {
            "  slipway up",
            "  slipway up --data /var/tmp/slipway --port 8080",
            "  KUBECONFIG=~/.kube/config slipway up --data /var/tmp/on-k8s --cluster kubernetes",
            "  slipway up -o json | head -n 1"
        })
public final class UpCommand implements Callable<Integer> {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    /** The stack has exit codes of its own. */
    private static final int RUNS_ALREADY = 3;

    private static final int PORT_TAKEN = 4;

    @Mixin
    private CommonOptions common;

    @Mixin
    private DataOptions data;

    @Option(names = "--port", paramLabel = "PORT", description = "The API's port; kept for later starts.")
    private Optional<Integer> port;

    @Option(
            names = "--image-registry",
            paramLabel = "HOST:PORT",
            description =
                    "Take images from this registry, too, which has no public address; http:// before it for one without TLS."
                            + " May be repeated.")
    private List<String> imageRegistries = List.of();

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        List<String> options = new ArrayList<>(cluster.options());
        port.ifPresent(number -> options.addAll(List.of("--port", number.toString())));
        imageRegistries.forEach(registry -> options.addAll(List.of("--image-registry", registry)));
        Console console = common.console();
        return console.json() ? withJson(console, options) : withText(options);
    }

    private int withText(List<String> options) {
        return stay(StackProcess.inheriting(data.directory(), options));
    }

    /** One line when it is ready: the content of {@code stack.json}, tokens included. */
    private int withJson(Console console, List<String> options) {
        Path logs = data.directory().resolve("logs");
        Path log = logs.resolve("up.log");
        // Until it is known that no other stack runs there, up.log is that one's.
        Path output =
                StackOutput.create(logs.resolve("up." + ProcessHandle.current().pid() + ".log"));
        StackProcess stack = StackProcess.logging(data.directory(), options, output.toFile());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
        Optional<StackFile> ready = stack.awaitReady(READY_TIMEOUT);
        if (ready.isEmpty()) {
            stack.stop();
            throw notReady(stack.waitFor(), output, log);
        }
        move(output, log);
        console.result(ready.get().content(), "");
        return exitCode(stack.waitFor());
    }

    private static CliFailure notReady(int stackCode, Path output, Path log) {
        String said = StackOutput.tail(output);
        if (stackCode == RUNS_ALREADY) {
            delete(output);
        } else {
            move(output, log);
        }
        String reason = StackOutput.reason(said, "The stack did not become ready.");
        return exitCode(stackCode) == ExitCode.CONFLICT
                ? new CliFailure(ExitCode.CONFLICT, "conflict", reason, "")
                : new CliFailure(ExitCode.FAILED, "not_ready", reason, said);
    }

    /** SIGINT and SIGTERM start the hook, which passes them on and waits for the stack's orderly end. */
    private static int stay(StackProcess stack) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
        return exitCode(stack.waitFor());
    }

    private static int exitCode(int stackCode) {
        return switch (stackCode) {
            case 0 -> ExitCode.OK;
            case RUNS_ALREADY, PORT_TAKEN -> ExitCode.CONFLICT;
            default -> ExitCode.FAILED;
        };
    }

    private static void move(Path output, Path log) {
        try {
            Files.move(output, log, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path output) {
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
