package io.slipway.e2e.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.slipway.contracts.Topics;
import io.slipway.embedded.EmbeddedKafka;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.FreePort;
import io.slipway.embedded.KafkaOptions;
import io.slipway.embedded.PostgresOptions;
import org.awaitility.Awaitility;

/** The packaged deployer with its own PostgreSQL and Kafka, a stand-in for registry-api and some API server. */
final class DeployerAlone implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("slipway.root", "..")).toAbsolutePath().normalize();
    private static final String DATABASE = "deployer";
    private static final String PASSWORD = "of-a-test";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final Path kubeconfig;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final RegistryStandIn registry;
    private final Rows rows;
    private final int port = FreePort.find();
    private final int management = FreePort.find();
    private Process process;

    private DeployerAlone(Path directory, Path kubeconfig) throws IOException {
        this.directory = directory;
        this.kubeconfig = kubeconfig;
        registry = new RegistryStandIn();
        postgres = EmbeddedPostgres.start(
                PostgresOptions.of(directory.resolve("pg"), FreePort.find(), PASSWORD, Map.of("fsync", "off")));
        postgres.createDatabase(DATABASE, DATABASE, PASSWORD);
        rows = new Rows("jdbc:postgresql://" + postgres.address() + "/" + DATABASE, DATABASE, PASSWORD);
        kafka = EmbeddedKafka.start(new KafkaOptions(
                directory.resolve("kafka"), FreePort.find(), FreePort.find(), "test", PASSWORD, Topics.ALL, Map.of()));
    }

    /** @param more settings of the deployer */
    static DeployerAlone start(Path directory, Path kubeconfig, Map<String, String> more) throws IOException {
        DeployerAlone deployer = new DeployerAlone(Files.createDirectories(directory), kubeconfig);
        try {
            deployer.configure(more);
            deployer.up();
            return deployer;
        } catch (RuntimeException e) {
            deployer.close();
            throw e;
        }
    }

    RegistryStandIn registry() {
        return registry;
    }

    /** Starts it, again after a kill, and waits until it is ready. */
    void up() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        // As docker/Dockerfile runs it, with the heap that k8s/overlays/production gives it.
                        "-Xms64m",
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dquarkus.config.locations="
                                + directory.resolve("deployer.properties").toUri(),
                        "-jar",
                        ROOT.resolve("deployer/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("deployer.log").toFile()));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        process = builder.start();
        Awaitility.await("deployer ready")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "it ended: " + Files.readString(directory.resolve("deployer.log")));
                    }
                    return get("/q/health/ready").statusCode() == 200;
                });
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Has it read the registry's snapshots now. */
    void resync() {
        try {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/internal/resync"))
                            .header("Authorization", "Bearer " + PASSWORD)
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("resync: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How many are settled and serve a version. */
    long serving(String version) {
        return rows.number("""
                select count(*) from installation
                where outcome::jsonb #>> '{serving,version}' = '%s' and outcome::jsonb ->> 'phase' = 'available'
                """.formatted(version));
    }

    /** Has each be looked at now. */
    void touchAll() {
        rows.execute("update installation set due_at = now(), wake = wake + 1");
    }

    /** As it is kept; missing before the first look. */
    JsonNode outcome(String installation) {
        List<JsonNode> found =
                rows.json("select outcome from installation where outcome is not null and id = ?", installation);
        return found.isEmpty() ? MissingNode.getInstance() : found.getFirst();
    }

    /** What is told of it, oldest first: the type's verb, and the outcome. */
    List<JsonNode> told(String installation) {
        return rows.json("""
                select json_build_object('verb', split_part(type, '.', 4), 'outcome', payload::json -> 'installation')
                from outbox where aggregate_id = ? order by id
                """, installation);
    }

    /** How many are due or being looked at. */
    long busy() {
        return rows.number("select count(*) from installation where due_at <= now() or lease_owner is not null");
    }

    /** Outcomes that are neither settled nor good, for a message. */
    long failed() {
        return rows.number(
                "select count(*) from installation where outcome::jsonb ->> 'phase' in ('failed', 'rolled_back')");
    }

    /** A meter's value, all its tags summed up; 0 when there is none. */
    double meter(String name) throws IOException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Resident memory in MiB. */
    long residentMib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void configure(Map<String, String> more) throws IOException {
        String address = "postgresql://" + postgres.address() + "/" + DATABASE;
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "config_ordinal",
                "450",
                "quarkus.http.port",
                Integer.toString(port),
                "quarkus.management.port",
                Integer.toString(management),
                "quarkus.datasource.reactive.url",
                address,
                "quarkus.datasource.jdbc.url",
                "jdbc:" + address,
                "quarkus.datasource.username",
                DATABASE,
                "quarkus.datasource.password",
                PASSWORD,
                "slipway.internal.token",
                PASSWORD,
                "slipway.registry-api.url",
                registry.url()));
        settings.putAll(Map.of(
                "slipway.oci.registry", "127.0.0.1:5000",
                "slipway.secrets.current", "test",
                "slipway.secrets.keys.test", Base64.getEncoder().encodeToString(new byte[32]),
                "slipway.cluster", "kubernetes",
                "slipway.kubernetes.secret-name-key", PASSWORD));
        kafka.options().clientProperties().forEach((name, value) -> settings.put("kafka." + name, value));
        settings.putAll(more);
        try (Writer writer = Files.newBufferedWriter(directory.resolve("deployer.properties"))) {
            settings.store(writer, null);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        List.<AutoCloseable>of(kafka, postgres, registry).forEach(DeployerAlone::end);
    }

    private static void end(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) { // the next one is to be ended all the same
            System.err.println("not ended: " + e);
        }
    }
}
