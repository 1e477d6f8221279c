package io.slipway.local.stack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.slipway.contracts.Topics;
import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.embedded.KafkaOptions;
import io.slipway.embedded.MachineCache;
import io.slipway.local.node.Node;
import io.slipway.local.stack.child.Orphans;
import io.slipway.local.stack.child.Supervisor;
import io.slipway.local.stack.runtime.RuntimeImage;

/** Everything that {@code up} starts, in order, and ends in the opposite one. */
final class Stack implements AutoCloseable, Supervisor.Listener {
    private static final List<String> SHUTDOWN = List.of(
            "stack.json", "services", "node", "gateway", "kubectl proxy", "OCI registry", "Kafka", "PostgreSQL");

    private record Part(String name, AutoCloseable closeable) {}

    private final StackDirectory directory;
    private final Console console;
    private final Clock clock;
    private final Watcher watcher;
    private final List<Part> parts = new ArrayList<>();
    private final AtomicReference<StateFile> stateFile = new AtomicReference<>();

    /** Nothing runs before {@link #start}. */
    Stack(StackDirectory directory, Console console, Clock clock, Watcher watcher) {
        this.directory = directory;
        this.console = console;
        this.clock = clock;
        this.watcher = watcher;
    }

    /**
     * Returns when everything is ready and {@code stack.json} is written. Whoever calls it closes the stack, also after a
     * failure.
     */
    StackState start(StackOptions options) throws IOException, InterruptedException {
        Service.requireBuilt(options.home());
        var cluster = ClusterKind.of(directory, options.cluster());
        if (cluster == ClusterKind.kubernetes) {
            Cluster.open(directory, System.getenv());
        }
        cluster.keep(directory);
        endLeftovers();
        var plan = Plan.make(directory, options, cluster);
        Together.run(() -> startPostgres(plan), () -> startKafka(plan), () -> startRegistry(plan));
        var runtime = pushRuntime(plan);
        switch (cluster) {
            case local -> startNode(plan);
            case kubernetes -> startGateway(plan);
        }
        var services = startServices(plan, runtime);
        stateFile.set(new StateFile(directory.file("stack.json"), plan, clock.instant(), services::pids));
        add("stack.json", stateFile.get());
        return stateFile.get().write();
    }

    private void endLeftovers() throws IOException {
        Files.deleteIfExists(directory.file("stack.json"));
        var secrets = Secrets.open(directory.file("secrets.json"));
        var ended = new Orphans(secrets.stack()).end();
        if (ended > 0) {
            console.progress("Ended " + ended + " services that a killed stack had left running");
        }
        EmbeddedPostgres.stopOrphan(directory.file("pg"));
    }

    private void startPostgres(Plan plan) {
        var supervisor =
                new Supervisor("PostgreSQL", new Databases(plan)::start, console, clock, this, directory::isFull);
        add("PostgreSQL", supervisor);
        supervisor.start();
        console.progress("PostgreSQL ready");
    }

    private void startKafka(Plan plan) {
        var kafka = new KafkaBroker(new KafkaOptions(
                directory.file("kafka"),
                plan.ports().kafka(),
                plan.ports().kafkaController(),
                ServiceSettings.USER,
                plan.secrets().kafka(),
                Topics.ALL,
                Map.of()));
        EmbeddedKafka.onFatal(kafka::failed);
        var supervisor = new Supervisor("Kafka", kafka::startAnew, console, clock, this, directory::isFull);
        add("Kafka", supervisor);
        supervisor.start();
        watcher.brokerStarted(kafka);
        console.progress("Kafka ready");
    }

    private void startRegistry(Plan plan) {
        var registry = EmbeddedRegistry.start(
                directory.file("registry"),
                plan.ports().registry(),
                ServiceSettings.USER,
                plan.secrets().registry());
        add("OCI registry", registry);
        console.progress("OCI registry ready");
    }

    private String pushRuntime(Plan plan) throws IOException {
        var image = new RuntimeImage(plan.registry(), MachineCache.directory());
        var reference = image.ensure(directory.file("runtime-java25"));
        console.progress("Runtime " + reference.substring(0, reference.indexOf('@') + 20) + "… ready");
        return reference;
    }

    private void startNode(Plan plan) throws IOException, InterruptedException {
        var node = Node.start(plan.node());
        add("node", node);
        console.progress("Node and gateway ready");
    }

    private void startGateway(Plan plan) throws IOException, InterruptedException {
        var proxy = Cluster.proxy(plan, console, clock, this);
        add("kubectl proxy", proxy);
        proxy.start();
        add("gateway", Cluster.gateway(plan));
        console.progress("Gateway to the cluster ready");
    }

    private Services startServices(Plan plan, String runtime) throws IOException, InterruptedException {
        var services = new Services(
                plan, new ServiceSettings(plan, runtime), HttpClient.newHttpClient(), console, clock, this);
        add("services", services);
        services.start();
        console.progress("Services ready");
        return services;
    }

    @Override
    public void restarted() {
        var file = stateFile.get();
        if (file != null) {
            file.rewrite();
        }
    }

    @Override
    public void gaveUp(StackFailure reason) {
        watcher.gaveUp(reason);
    }

    private synchronized void add(String name, AutoCloseable part) {
        parts.add(new Part(name, part));
    }

    /** Services, node with its providers, then the servers that they use. A part that fails does not keep the others. */
    @Override
    public synchronized void close() {
        // An interrupt asked for this; the parts' own waiting must not be cut short by it.
        Thread.interrupted();
        inOrder().forEach(this::close);
        parts.clear();
    }

    /** The servers start at the same time, and PostgreSQL is to end last of them. */
    private List<Part> inOrder() {
        return parts.stream()
                .sorted(Comparator.comparingInt(part -> SHUTDOWN.indexOf(part.name())))
                .toList();
    }

    private void close(Part part) {
        try {
            part.closeable().close();
        } catch (Exception e) {
            console.progress(part.name() + " did not end cleanly: " + e.getMessage());
        }
    }
}
