package io.slipway.orchestrator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.EventTypes;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;

/** Tells versions on their topic as registry-api does, and hears what becomes of builds. */
class Lifecycle implements AutoCloseable {
    private final String prefix;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<BuildEvent> heard = new CopyOnWriteArrayList<>();
    private final Thread listener = Thread.ofPlatform().daemon().unstarted(this::listen);
    private volatile boolean closed;

    Lifecycle(Config config) {
        prefix = config.getOptionalValue("slipway.kafka.topic-prefix", String.class)
                .orElse("");
        Map<String, Object> access = new HashMap<>();
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith("kafka.")) {
                access.put(name.substring("kafka.".length()), config.getValue(name, String.class));
            }
        });
        producer = new KafkaProducer<>(access, new StringSerializer(), new ByteArraySerializer());
        access.put("group.id", "test-" + UUID.randomUUID());
        access.put("auto.offset.reset", "earliest");
        access.put("metadata.max.age.ms", "1000");
        consumer = new KafkaConsumer<>(access, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(prefix + Topics.BUILDS));
        listener.start();
    }

    void tell(LifecycleEvent event, VersionState version) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                prefix + Topics.VERSIONS,
                version.provider(),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_type", EventTypes.nameOf(event),
                        "ce_id", "evt_" + UUID.randomUUID(),
                        "ce_source", "/slipway/registry-api",
                        "ce_subject", version.provider() + "@" + version.version(),
                        "ce_time", "2026-01-01T00:00:00Z",
                        "ce_sequence", Long.toString(version.sequence()),
                        "ce_providerorg", "acme",
                        "content-type", "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was heard of one build, in order. */
    List<BuildEvent> of(String buildId) {
        return heard.stream()
                .filter(event -> state(event).buildId().equals(buildId))
                .toList();
    }

    static BuildState state(BuildEvent event) {
        return switch (event) {
            case BuildEvent.BuildStarted(BuildState build) -> build;
            case BuildEvent.BuildSucceeded(BuildState build) -> build;
            case BuildEvent.BuildFailed(BuildState build) -> build;
            case BuildEvent.Unknown unknown -> throw new IllegalStateException(unknown.type());
        };
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        producer.close();
    }

    private void listen() {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> heard.add(read(message)));
            }
        }
    }

    private static BuildEvent read(ConsumerRecord<String, byte[]> message) {
        String type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        try {
            return (BuildEvent)
                    EventJson.read(Topics.BUILDS, type, EventJson.mapper().readTree(message.value()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
