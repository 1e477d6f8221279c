package io.slipway.cli.stack;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        description =
                "Stop the stack in order and wait for its end. Its data stays, and so does what runs in a cluster.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway down", "  slipway down --data /var/tmp/slipway"})
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() {
        Console console = common.console();
        Optional<ProcessHandle> process =
                StackFile.read(data.directory()).flatMap(StackFile::process).or(() -> LockHolder.of(data.directory()));
        if (process.isEmpty()) {
            console.result(Json.object().put("stopped", false), "No stack runs on " + data.directory() + ".");
            return ExitCode.OK;
        }
        console.progress("stopping the stack (process " + process.get().pid()
                + "); what is under way, such as an upload, has a minute to end …");
        process.get().destroy();
        awaitEnd(process.get());
        console.result(
                Json.object().put("stopped", true).put("pid", process.get().pid()), "Stopped.");
        return ExitCode.OK;
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(StackProcess.STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            throw new CliFailure(
                    ExitCode.TIMEOUT,
                    "not_stopped",
                    "The stack (process " + process.pid() + ") has not stopped in "
                            + StackProcess.STOP_TIMEOUT.toSeconds() + " s.",
                    "Look at 'slipway logs stack'; 'kill -9 " + process.pid()
                            + "' ends it, and the next 'up' tidies up.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
