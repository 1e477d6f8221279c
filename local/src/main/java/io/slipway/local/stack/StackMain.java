package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The process behind {@code slipway up}. Exit codes: 0 ended by SIGTERM or SIGINT, 1 failed, 2 wrong usage, 3 runs
 * already, 4 a port is taken, 5 a service is not built.
 */
@Command(name = "slipway-stack", description = "Starts PostgreSQL, Kafka, the OCI registry, the node and the services")
public final class StackMain implements Callable<Integer>, Watcher {
    /** Longer than the slowest service ({@link Service#grace}), then the node and its providers, then the servers. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(150);

    @Option(names = "--data", defaultValue = ".slipway", description = "Data directory (default: .slipway)")
    private Path data;

    @Option(names = "--port", defaultValue = "0", description = "The API's port (default: a free one, then kept)")
    private int port;

    @Option(names = "--home", defaultValue = ".", description = "The project's root, where the services are built")
    private Path home;

    @Option(
            names = "--image-registry",
            paramLabel = "HOST:PORT",
            description =
                    "Takes images from this registry, too, which has no public address; http:// before it for one without TLS")
    private List<String> imageRegistries = List.of();

    @Option(
            names = "--cluster",
            description = "Where providers run: local, or kubernetes (by KUBECONFIG); kept for later starts")
    private Optional<ClusterKind> cluster = Optional.empty();

    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<StackFailure> failure = new AtomicReference<>();
    private final Clock clock = Clock.systemUTC();
    private volatile boolean starting = true;

    private final Consumer<KafkaBroker> onBroker;

    private StackMain(Consumer<KafkaBroker> onBroker) {
        this.onBroker = onBroker;
    }

    public static void main(String[] arguments) {
        System.exit(run(broker -> {}, arguments));
    }

    /**
     * Starts a stack, stays, and returns the exit code when it has ended.
     *
     * @param onBroker gets the broker as soon as it runs; a drill stops it
     */
    public static int run(Consumer<KafkaBroker> onBroker, String... arguments) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        return new CommandLine(new StackMain(onBroker)).execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        var console = new Console(System.out, clock);
        try {
            var directory = StackDirectory.open(data);
            try (var _ = StackLock.take(directory.file("lock"))) {
                StackLog.open(directory.log("stack"));
                endOnSignal(Thread.currentThread());
                return run(new Stack(directory, console, clock, this), console);
            }
        } catch (StackFailure e) {
            return report(e);
        } finally {
            closed.countDown();
        }
    }

    /** This thread alone starts and closes; signals only ask it to. */
    private int run(Stack stack, Console console) {
        try (stack) {
            var state =
                    stack.start(new StackOptions(home.toAbsolutePath().normalize(), port, imageRegistries, cluster));
            Announcement.lines(state, console.seconds()).forEach(console::plain);
            starting = false;
            stopRequested.await();
            console.progress("Shutting down");
        } catch (InterruptedException e) {
            console.progress("Ended before everything was up");
        } catch (IOException | RuntimeException e) {
            // What a signal interrupted is no failure.
            if (stopRequested.getCount() > 0) {
                failure.compareAndSet(null, OneLine.of(e));
            }
        }
        return failure.get() == null ? 0 : report(failure.get());
    }

    @Override
    public void brokerStarted(KafkaBroker broker) {
        onBroker.accept(broker);
    }

    @Override
    public void gaveUp(StackFailure reason) {
        failure.compareAndSet(null, reason);
        stopRequested.countDown();
    }

    private static int report(StackFailure failure) {
        System.err.println("slipway: " + failure.getMessage());
        return failure.exitCode();
    }

    private void endOnSignal(Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main), "shutdown"));
    }

    private void end(Thread main) {
        if (closed.getCount() == 0) {
            return; // an ordinary exit, with its own code
        }
        stopRequested.countDown();
        if (starting) {
            main.interrupt();
        }
        try {
            if (closed.await(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                // Without this the exit code would be the signal's, although everything ended in order.
                Runtime.getRuntime()
                        .halt(failure.get() == null ? 0 : failure.get().exitCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
