package io.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.embedded.FreePort;
import io.slipway.embedded.KafkaOptions;
import io.slipway.embedded.PostgresOptions;

/** The servers of a Maven run, in a process that ends when Maven does. */
final class ServerProcess implements AutoCloseable {

    /** Written when all servers are ready: where they are, and which process this is. */
    static final String READY = "servers.properties";

    /** Speed instead of durability: a test run's data is worth nothing tomorrow. */
    private static final Map<String, String> POSTGRES =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "300");

    private final Path directory;
    private final String password = UUID.randomUUID().toString();
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;

    private ServerProcess(Path directory) {
        this.directory = directory;
        postgres = EmbeddedPostgres.start(
                PostgresOptions.of(directory.resolve("pg"), FreePort.find(), password, POSTGRES));
        kafka = EmbeddedKafka.start(new KafkaOptions(
                directory.resolve("kafka"),
                FreePort.find(),
                FreePort.find(),
                "slipway",
                password,
                List.of(),
                Map.of()));
        registry = EmbeddedRegistry.start(directory.resolve("registry"), 0, "slipway", password);
    }

    /** Arguments: the directory of the run, the process to live with. */
    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        var maven = ProcessHandle.of(Long.parseLong(arguments[1]));
        try (var servers = new ServerProcess(directory)) {
            servers.tell();
            maven.ifPresent(process -> process.onExit().join());
        }
        SharedServers.delete(directory);
        System.exit(0);
    }

    private void tell() throws IOException {
        var properties = new Servers(
                        new Servers.Endpoint(postgres.address(), "postgres", password),
                        new Servers.Endpoint(kafka.bootstrap(), "slipway", password),
                        new Servers.Endpoint(registry.address(), "slipway", password))
                .toProperties();
        var self = ProcessHandle.current();
        properties.setProperty("pid", Long.toString(self.pid()));
        properties.setProperty(
                "started", self.info().startInstant().orElseThrow().toString());
        var partial = directory.resolve("servers.partial");
        try (var out = Files.newOutputStream(partial)) {
            properties.store(out, null);
        }
        Files.move(partial, directory.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
        postgres.close();
    }
}
