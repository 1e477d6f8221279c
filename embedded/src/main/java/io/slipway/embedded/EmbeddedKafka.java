package io.slipway.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import kafka.server.BrokerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import scala.Option;

/** A Kafka broker (KRaft, one node) inside this JVM on 127.0.0.1, with a password (SASL/PLAIN). */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    /** That a broker without a controller waits to be let go. */
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final KafkaOptions options;
    private final KafkaRaftServer server;

    private EmbeddedKafka(KafkaOptions options) {
        this.options = options;
        server = new KafkaRaftServer(new KafkaConfig(new HashMap<>(KafkaSettings.of(options)), false), Time.SYSTEM);
    }

    /**
     * Returns when the topics are there.
     *
     * @throws EmbeddedServerException with one line that says why it did not start
     */
    public static EmbeddedKafka start(KafkaOptions options) {
        requireFree(options.port());
        requireFree(options.controllerPort());
        try {
            Files.createDirectories(options.directory());
            format(options);
            return started(new EmbeddedKafka(options));
        } catch (EmbeddedServerException e) {
            throw e;
        } catch (Exception e) {
            // Kafka's own code throws checked exceptions that its Scala signatures do not tell.
            throw new EmbeddedServerException("Kafka did not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedKafka started(EmbeddedKafka broker) {
        try {
            broker.server.startup();
            broker.createTopics(broker.options.topics());
            return broker;
        } catch (RuntimeException e) {
            // Else its ports and its directory would stay taken for the next one.
            broker.abandon();
            throw e;
        }
    }

    /**
     * Kafka ends its JVM when its disk fails. This JVM has more to end than a broker, so it is told instead; the broker is
     * of no use then, and is to be {@linkplain #abandon() abandoned}. It holds for all brokers of the JVM.
     */
    public static void onFatal(Runnable listener) {
        Exit.setHaltProcedure((status, message) -> listener.run());
        Exit.setExitProcedure((status, message) -> listener.run());
    }

    private static void requireFree(int port) {
        if (!FreePort.isFree(port)) {
            throw new EmbeddedServerException(
                    "Kafka did not start: port " + port + " of 127.0.0.1 is taken by another process");
        }
    }

    private static void format(KafkaOptions options) throws Exception {
        var formatter = new Formatter()
                .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream(), false))
                .setNodeId(1)
                .setClusterId(clusterId(options))
                .addDirectory(options.directory().toString())
                .setMetadataLogDirectory(Optional.of(options.directory().toString()))
                .setIgnoreFormatted(true)
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        formatter.run();
    }

    private static String clusterId(KafkaOptions options) throws IOException {
        var properties = options.directory().resolve("meta.properties");
        if (!Files.exists(properties)) {
            return Uuid.randomUuid().toString();
        }
        try (var lines = Files.lines(properties)) {
            return lines.filter(line -> line.startsWith("cluster.id="))
                    .map(line -> line.substring("cluster.id=".length()))
                    .findFirst()
                    .orElseGet(() -> Uuid.randomUuid().toString());
        }
    }

    /** Makes those that are missing, with the broker's default number of partitions. */
    public void createTopics(List<String> topics) {
        try (var admin = Admin.create(Map.<String, Object>copyOf(options.clientProperties()))) {
            var wanted = topics.stream()
                    .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
                    .toList();
            for (var made : admin.createTopics(wanted).values().values()) {
                made.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new EmbeddedServerException("Kafka's topics could not be made: " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new EmbeddedServerException("Kafka did not answer within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while Kafka started", e);
        }
    }

    /** host:port. */
    public String bootstrap() {
        return "127.0.0.1:" + options.port();
    }

    public KafkaOptions options() {
        return options;
    }

    /**
     * Closes a broker that failed: one that shuts down in order would wait five minutes for the leave of its controller,
     * which is dead.
     */
    public void abandon() {
        broker().foreach(broker -> {
            broker.shutdown(LEAVE);
            return null;
        });
        close();
    }

    /** Kafka offers no way to say how long its shutdown may take; its broker does. */
    @SuppressWarnings("unchecked")
    private Option<BrokerServer> broker() {
        try {
            var field = KafkaRaftServer.class.getDeclaredField("broker");
            field.setAccessible(true);
            return (Option<BrokerServer>) field.get(server);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Kafka's server has no broker any more: see what this version has", e);
        }
    }

    /** Returns when the log is flushed and closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
