package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.testing.KubernetesUnderTest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** The packaged whole as {@code slipway up} starts it (see {@code StackDrill}), and ways to hurt it: each process by its id, each by kill -9. */
final class StackUnderTest implements AutoCloseable {
    static final Path ROOT =
            Path.of(System.getProperty("slipway.root", "..")).toAbsolutePath().normalize();
    private static final Path TEST_CLASSES = ROOT.resolve("e2e/target/test-classes");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The first one of a build records the AOT caches, which takes a slow machine its time. */
    private static final Duration START = Duration.ofMinutes(6);

    private final Path data;
    private final List<String> options;
    private final Map<String, String> environment;
    private Process process;

    private StackUnderTest(Path data, List<String> options, Map<String, String> environment) {
        this.data = data;
        this.options = options;
        this.environment = environment;
    }

    /** @param options of {@code slipway up} beyond the directories */
    static StackUnderTest start(Path data, String... options) throws IOException {
        return start(new StackUnderTest(data, List.of(options), Map.of()));
    }

    /** Its providers run as pods there. */
    static StackUnderTest start(Path data, KubernetesUnderTest kubernetes) throws IOException {
        return start(new StackUnderTest(
                data, List.of("--cluster", "kubernetes"), Map.of("KUBECONFIG", kubernetes.kubeconfig())));
    }

    private static StackUnderTest start(StackUnderTest stack) throws IOException {
        try {
            stack.up();
        } catch (RuntimeException e) {
            stack.process.destroy(); // nobody else knows it
            throw e;
        }
        return stack;
    }

    /** Starts it on its data directory, again after it was killed, and waits until it is ready. */
    void up() throws IOException {
        Path local = ROOT.resolve("local/target");
        Files.createDirectories(data);
        Files.deleteIfExists(data.resolve("stack.json"));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                local.resolve("lib") + "/*:" + local.resolve("local-0.1.0.jar") + ":" + TEST_CLASSES,
                "io.slipway.e2e.StackDrill",
                data.resolve("drill").toString(),
                "--data",
                data.toString(),
                "--home",
                ROOT.toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("up.log").toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        Awaitility.await("stack ready").atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the stack ended: " + Files.readString(data.resolve("up.log")));
            }
            return Files.exists(data.resolve("stack.json"));
        });
    }

    Api as(String organization) {
        JsonNode state = state();
        return new Api(
                state.path("api_url").asText(),
                organization,
                state.path("tokens").path(organization).asText());
    }

    EventLog events() {
        List<String> topics = new ArrayList<>();
        state().path("kafka").path("topics").forEach(topic -> topics.add(topic.asText()));
        return new EventLog(kafka(), topics);
    }

    Properties kafka() {
        JsonNode kafka = state().path("kafka");
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.path("bootstrap").asText());
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(
                                kafka.path("username").asText(),
                                kafka.path("password").asText()));
        return properties;
    }

    /** Address and login of the OCI registry. */
    JsonNode registry() {
        return state().path("registry");
    }

    /** What the names of its namespaces begin with. */
    String namespacePrefix() {
        return state().path("kubernetes").path("namespace_prefix").asText();
    }

    /** What the node knows of an installation; missing when it knows nothing. */
    JsonNode node(String installation) {
        return NodeState.of(state().path("node"), installation);
    }

    /** Ends the broker inside the stack's process; its clients see it gone. */
    void stopKafka() throws IOException {
        drill("kafka stop");
    }

    void startKafka() throws IOException {
        drill("kafka start");
    }

    private void drill(String command) throws IOException {
        process.outputWriter().write(command + "\n");
        process.outputWriter().flush();
        Path done = data.resolve("drill");
        Awaitility.await(command)
                .atMost(START)
                .until(() -> Files.exists(done) && Files.readString(done).equals(command));
        Files.delete(done);
    }

    /** kill -9; its supervisor starts it again. */
    void kill(String service) {
        process(service).destroyForcibly();
    }

    /** The one that its supervisor has started last. */
    ProcessHandle process(String service) {
        return pid(service + ".properties").orElseThrow();
    }

    boolean runs(String service) {
        return pid(service + ".properties").isPresent();
    }

    /** kill -9 of the process that holds Kafka, the OCI registry, the node and the gateway. */
    void killStack() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP or SIGCONT, by the process's id. */
    void signal(String signal, String service) throws IOException, InterruptedException {
        long pid = process(service).pid();
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    /** KILL: it recovers from its log. INT: it ends in order. Its supervisor starts it again either way. */
    void signalPostgres(String signal) throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("pg/postmaster.pid")).getFirst();
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    /** What was in it is gone. Returns when a service has made it anew, empty. */
    void deleteTopic(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka())) {
            Uuid deleted = topicId(admin, topic);
            admin.deleteTopics(List.of(topic)).all().get();
            Awaitility.await(topic + " made anew")
                    .ignoreExceptions()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !topicId(admin, topic).equals(deleted));
        }
    }

    private static Uuid topicId(Admin admin, String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .topicId();
    }

    /** The first column of what a service's own database answers. */
    List<String> query(String service, String sql) {
        Properties settings = settings(service);
        List<String> values = new ArrayList<>();
        try (var connection = DriverManager.getConnection(
                        settings.getProperty("quarkus.datasource.jdbc.url"),
                        settings.getProperty("quarkus.datasource.username"),
                        settings.getProperty("quarkus.datasource.password"));
                var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Properties settings(String service) {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve(service + ".properties"))) {
            settings.load(reader);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a service has logged this. */
    boolean logged(String service, String text) throws IOException {
        return Files.readString(data.resolve("logs/" + service + ".log")).contains(text);
    }

    /** Every provider process of this stack, by the data directory in its environment. */
    List<Long> providers() {
        return processes(handle -> environment(handle.pid()).contains("DATA_DIR=" + data));
    }

    /** Every process of the three services, by the token that the stack gives its own. */
    List<Long> services() throws IOException {
        String token = JSON.readTree(data.resolve("secrets.json").toFile())
                .path("stack")
                .asText();
        return processes(handle -> environment(handle.pid()).contains("STACK_TOKEN=" + token));
    }

    List<Long> postmasters() {
        return processes(handle -> commandLine(handle).contains("postgres -D " + data.resolve("pg")));
    }

    private static List<Long> processes(Predicate<ProcessHandle> condition) {
        return ProcessHandle.allProcesses()
                .filter(condition)
                .map(ProcessHandle::pid)
                .toList();
    }

    private Optional<ProcessHandle> pid(String argument) {
        return ProcessHandle.allProcesses()
                .filter(handle ->
                        commandLine(handle).contains(data.resolve(argument).toString()))
                .findFirst();
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private JsonNode state() {
        try {
            return JSON.readTree(data.resolve("stack.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(160, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("the stack did not shut down within 160 s");
        }
    }
}
