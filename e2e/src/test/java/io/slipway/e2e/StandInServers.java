package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.sgtsilvio.oci.registry.DistributionRegistryStorage;
import io.github.sgtsilvio.oci.registry.OciRegistryHandler;
import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.KafkaOptions;
import io.slipway.embedded.PostgresOptions;
import reactor.netty.http.server.HttpServer;

/**
 * Stands in a container for the published images of overlays/dev, where none can be pulled: {@code postgres}, {@code kafka}
 * or {@code registry}, with the environment, ports and volumes that the manifests give those.
 */
final class StandInServers {
    private static final Path TMP = Path.of("/tmp");

    private StandInServers() {}

    public static void main(String[] arguments) throws Exception {
        AutoCloseable server =
                switch (arguments[0]) {
                    case "postgres" -> postgres();
                    case "kafka" -> kafka();
                    case "registry" -> registry();
                    case String other -> throw new IllegalArgumentException(other);
                };
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, closed), "shutdown"));
        closed.await();
    }

    private static void close(AutoCloseable server, CountDownLatch closed) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println(e);
        }
        closed.countDown();
    }

    private static EmbeddedPostgres postgres() throws IOException {
        // initdb lets in this machine only.
        Path hosts = Files.writeString(TMP.resolve("pg_hba.conf"), "host all all 0.0.0.0/0 scram-sha-256\n");
        Path directory = Path.of("/var/lib/postgresql/data");
        if (!Files.exists(directory)) {
            // As the published image: nobody else is let in before the databases are there.
            try (EmbeddedPostgres server = EmbeddedPostgres.start(postgres(directory, Map.of()))) {
                server.createDatabase("registry", "registry", System.getenv("REGISTRY_PASSWORD"));
                server.createDatabase("builds", "builds", System.getenv("BUILDS_PASSWORD"));
                server.createDatabase("deployer", "deployer", System.getenv("DEPLOYER_PASSWORD"));
            }
        }
        return EmbeddedPostgres.start(
                postgres(directory, Map.of("listen_addresses", "*", "hba_file", hosts.toString())));
    }

    private static PostgresOptions postgres(Path directory, Map<String, String> settings) {
        return PostgresOptions.of(directory, 5432, System.getenv("POSTGRES_PASSWORD"), settings)
                .logTo(TMP.resolve("postgresql.log"));
    }

    private static EmbeddedKafka kafka() {
        String advertised = System.getenv("KAFKA_ADVERTISED_LISTENERS").replace("PLAINTEXT:", "CLIENTS:");
        return EmbeddedKafka.start(new KafkaOptions(
                Path.of(System.getenv("KAFKA_LOG_DIRS")),
                9092,
                9093,
                "slipway",
                "slipway",
                List.of(),
                Map.of(
                        "listeners",
                        "CLIENTS://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093",
                        "advertised.listeners",
                        advertised,
                        "listener.security.protocol.map",
                        "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT")));
    }

    private static AutoCloseable registry() {
        OciRegistryHandler handler =
                new OciRegistryHandler(new DistributionRegistryStorage(Path.of("/var/lib/registry")));
        return HttpServer.create().host("0.0.0.0").port(5000).handle(handler).bindNow()::disposeNow;
    }
}
