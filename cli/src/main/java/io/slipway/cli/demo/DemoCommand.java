package io.slipway.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.stack.ClusterOptions;
import io.slipway.cli.stack.StackFile;
import io.slipway.cli.stack.StackOutput;
import io.slipway.cli.stack.StackProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Start a stack of its own, show the main job as two organizations would see it, and stop it again.",
            "Exit code 1 when a step fails."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway demo",
            "  slipway demo -o json | tail -n 1 | jq .move",
            "  KUBECONFIG=~/.kube/config slipway demo --cluster kubernetes"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the stack's data there: a new directory (default: a temporary one).")
    private Optional<Path> data;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        Console console = common.console();
        try (DemoDirectory directory = DemoDirectory.of(data)) {
            return runStack(directory, cluster.options(), console);
        }
    }

    private static int runStack(DemoDirectory directory, List<String> options, Console console) {
        console.progress("starting a stack in " + directory.path() + " …");
        long begin = System.nanoTime();
        Path log = StackOutput.create(directory.path().resolve("up.log"));
        StackProcess stack = StackProcess.logging(directory.path(), options, log.toFile());
        // Ctrl-C too leaves nothing running.
        Thread hook = new Thread(() -> {
            Optional<StackFile> file = StackFile.read(directory.path());
            stack.stop();
            leaveCluster(file, console);
            directory.close();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        Optional<StackFile> ready = Optional.empty();
        try {
            ready = stack.awaitReady(READY_TIMEOUT);
            StackFile file = ready.orElseThrow(() -> notReady(StackOutput.tail(log)));
            console.progress(String.format("ready in %.1f s: %s", (System.nanoTime() - begin) / 1e9, file.apiUrl()));
            return runSteps(file, console, begin);
        } finally {
            console.progress("stopping the stack …");
            boolean stopped = stack.stop();
            leaveCluster(ready, console);
            Runtime.getRuntime().removeShutdownHook(hook);
            console.progress(stopped ? "stopped; nothing is left running" : "the stack has not stopped in time");
        }
    }

    private static CliFailure notReady(String said) {
        return new CliFailure(
                ExitCode.FAILED, "not_ready", StackOutput.reason(said, "The stack did not become ready."), said);
    }

    private static void leaveCluster(Optional<StackFile> stack, Console console) {
        stack.flatMap(ClusterLeftovers::of).ifPresent(cluster -> cluster.remove(console));
    }

    private static int runSteps(StackFile stack, Console console, long begin) {
        Path examples = Path.of(System.getProperty("slipway.root", ".")).resolve("examples");
        DemoWorld world = DemoWorld.of(stack, examples, console);
        try (EventWatch _ = world.events()) {
            boolean ok = new Demo(console).run(world);
            ObjectNode memory = world.findings().object("memory_mib");
            StackMemory.of(stack).forEach(memory::put);
            console.progress("");
            console.progress("memory (MiB, proportional): " + memory);
            ObjectNode report = world.findings().report();
            console.result(report, summary(report, ok, (System.nanoTime() - begin) / 1e9));
            if (stack.onKubernetes()) {
                Leave.both(world);
            }
            return ok ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static String summary(ObjectNode report, boolean ok, double seconds) {
        long done = 0;
        for (var step : report.path("steps")) {
            done += step.path("ok").asBoolean() ? 1 : 0;
        }
        String failed = ok ? "" : "; failed: " + Json.text(report.path("steps").path((int) done), "name");
        return String.format("%d of 6 steps done in %.1f s%s", done, seconds, failed);
    }
}
