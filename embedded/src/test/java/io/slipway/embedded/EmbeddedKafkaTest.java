package io.slipway.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedKafkaTest {

    @TempDir
    Path directory;

    private final int port = FreePort.find();
    private final int controllerPort = FreePort.find();

    private EmbeddedKafka start() {
        return EmbeddedKafka.start(new KafkaOptions(
                directory.resolve("kafka"), port, controllerPort, "slipway", "secret", List.of("facts"), Map.of()));
    }

    @Test
    void recordsSurviveARestart() throws Exception {
        try (var first = start()) {
            send(first, "written before");
        }
        var restart = System.nanoTime();
        try (var second = start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - restart)).isLessThan(Duration.ofSeconds(20));
            assertThat(read(second)).isEqualTo("written before");
        }
    }

    @Test
    void recordsSurviveAnAbandonedBroker() throws Exception {
        var first = start();
        send(first, "written before");
        first.abandon();
        try (var second = start()) {
            assertThat(read(second)).isEqualTo("written before");
        }
    }

    @Test
    void aBrokerWhoseControllerDiedIsAbandonedWithoutWaitingForIt() throws Exception {
        var died = new CountDownLatch(1);
        EmbeddedKafka.onFatal(died::countDown);
        var first = start();
        send(first, "written before");
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("raft-io-thread"))
                .forEach(Thread::interrupt);
        assertThat(died.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(CompletableFuture.runAsync(first::abandon)).succeedsWithin(Duration.ofMinutes(1));

        try (var second = start()) {
            assertThat(read(second)).isEqualTo("written before");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        try (var broker = start();
                var admin = Admin.create(Map.<String, Object>copyOf(
                        KafkaAccess.clientProperties(broker.bootstrap(), "slipway", "wrong")))) {
            assertThatThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static void send(EmbeddedKafka broker, String value) throws Exception {
        var properties = new HashMap<String, Object>(broker.options().clientProperties());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("facts", 0, "key", value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static String read(EmbeddedKafka broker) {
        var properties = new HashMap<String, Object>(broker.options().clientProperties());
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("facts", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }
}
