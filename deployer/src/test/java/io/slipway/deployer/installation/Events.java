package io.slipway.deployer.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.slipway.contracts.EventTypes;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.EventJson;
import io.slipway.outbox.kafka.KafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells events as registry-api would, and hears what the deployer tells. */
final class Events implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaClients clients;
    private final List<RolloutEvent> heard = new CopyOnWriteArrayList<>();
    private final Thread thread;

    Events(KafkaClients clients) {
        this.clients = clients;
        producer = new KafkaProducer<>(clients.producer(Map.of()), new StringSerializer(), new ByteArraySerializer());
        Map<String, Object> settings = new HashMap<>(clients.producer(Map.of()));
        settings.keySet().retainAll(ConsumerConfig.configNames());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofVirtual().start(this::listen);
    }

    void tell(VersionState version) {
        send(
                Topics.VERSIONS,
                version.provider(),
                "version",
                version.id(),
                version.sequence(),
                version.status() == VersionState.Status.building
                        ? new VersionEvent.VersionPublished(version)
                        : new VersionEvent.VersionReleased(version));
    }

    void tell(InstallationIntent intent) {
        LifecycleEvent event = intent.desired() == InstallationIntent.Desired.absent
                ? new InstallationEvent.UninstallRequested(intent)
                : new InstallationEvent.InstallationRequested(intent);
        send(Topics.INSTALLATIONS, intent.id(), "installation", intent.id(), intent.sequence(), event);
    }

    void delete(String topic) {
        Map<String, Object> settings = new HashMap<>(clients.producer(Map.of()));
        settings.keySet().retainAll(AdminClientConfig.configNames());
        try (Admin admin = Admin.create(settings)) {
            admin.deleteTopics(List.of(clients.real(topic))).all().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    List<RolloutEvent> of(String id) {
        return heard.stream().filter(event -> outcome(event).id().equals(id)).toList();
    }

    List<String> verbs(String id) {
        return of(id).stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    static InstallationOutcome outcome(RolloutEvent event) {
        return switch (event) {
            case RolloutEvent.RolloutStarted e -> e.installation();
            case RolloutEvent.RolloutSucceeded e -> e.installation();
            case RolloutEvent.RolloutFailed e -> e.installation();
            case RolloutEvent.RolledBack e -> e.installation();
            case RolloutEvent.InstallationParked e -> e.installation();
            case RolloutEvent.InstallationRestored e -> e.installation();
            case RolloutEvent.InstallationRemoved e -> e.installation();
            case RolloutEvent.Unknown e -> throw new AssertionError("not one of ours: " + e.type());
        };
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
        producer.close();
    }

    private void send(String topic, String key, String aggregate, String id, long sequence, LifecycleEvent event) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                clients.real(topic), key, EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of(
                "ce_specversion",
                "1.0",
                "ce_type",
                EventTypes.nameOf(event),
                "ce_id",
                "evt_" + id + sequence,
                "ce_source",
                "/slipway/registry-api",
                "ce_subject",
                id,
                "ce_time",
                "2026-01-01T00:00:00Z",
                "ce_sequence",
                Long.toString(sequence),
                "content-type",
                "application/json");
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("could not tell " + aggregate + " " + id, e);
        }
    }

    private void listen() {
        try (consumer) {
            String topic = clients.real(Topics.ROLLOUTS);
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> heard.add(read(record)));
            }
        } catch (WakeupException _) {
            // Asked to end.
        }
    }

    private static RolloutEvent read(ConsumerRecord<String, byte[]> record) {
        String type = Stream.of(record.headers().lastHeader("ce_type").value())
                .map(String::new)
                .findFirst()
                .orElseThrow();
        try {
            return (RolloutEvent)
                    EventJson.read(Topics.ROLLOUTS, type, EventJson.mapper().readTree(record.value()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
