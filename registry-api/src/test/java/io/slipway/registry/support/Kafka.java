package io.slipway.registry.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.EventTypes;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.outbox.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import static org.awaitility.Awaitility.await;

/** What build-orchestrator would send, and what an independent consumer sees. */
public final class Kafka {
    private Kafka() {}

    /** A record as it lies in the topic. */
    public record Event(String key, Map<String, String> headers, JsonNode data) {
        public String type() {
            return headers.get("ce_type");
        }

        public String subject() {
            return headers.get("ce_subject");
        }

        public long sequence() {
            return Long.parseLong(headers.get("ce_sequence"));
        }
    }

    /** Events on the topic of versions with this subject, oldest first, when there are so many or more. */
    public static List<Event> awaitVersionEvents(String subject, int atLeast) {
        return awaitEvents(Topics.VERSIONS, subject, atLeast);
    }

    public static List<Event> awaitEvents(String topic, String subject, int atLeast) {
        List<Event> seen = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> poll(consumer, subject, seen).size() >= atLeast);
            poll(consumer, subject, seen);
        }
        return seen;
    }

    /** All that lies in the topic now. */
    public static List<Event> all(String topic) {
        List<Event> seen = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(300)).forEach(entry -> seen.add(event(entry)));
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return seen;
    }

    private static List<Event> poll(KafkaConsumer<String, byte[]> consumer, String subject, List<Event> seen) {
        Predicate<Event> wanted = event -> subject.equals(event.subject());
        StreamSupport.stream(consumer.poll(Duration.ofMillis(300)).spliterator(), false)
                .map(Kafka::event)
                .filter(wanted)
                .forEach(seen::add);
        return seen;
    }

    private static KafkaConsumer<String, byte[]> consumer(String topic) {
        Map<String, Object> settings = settings();
        settings.put("auto.offset.reset", "earliest");
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic(topic)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    public static void send(BuildEvent event, BuildState build) {
        send(Topics.BUILDS, build.provider(), event, "build-orchestrator", build.buildId(), build.sequence());
    }

    public static void send(RolloutEvent event, InstallationOutcome outcome) {
        send(Topics.ROLLOUTS, outcome.id(), event, "deployer", outcome.id(), outcome.sequence());
    }

    private static void send(
            String topic, String key, LifecycleEvent event, String service, String subject, long sequence) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic(topic), key, EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_type",
                        EventTypes.nameOf(event),
                        "ce_id",
                        "evt_" + subject + sequence,
                        "ce_source",
                        "/slipway/" + service,
                        "ce_subject",
                        subject,
                        "ce_time",
                        "2026-01-01T00:00:00Z",
                        "ce_sequence",
                        Long.toString(sequence),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record);
            producer.flush();
        }
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            return new Event(record.key(), headers, EventJson.mapper().readTree(record.value()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String topic(String name) {
        return config().getOptionalValue("slipway.kafka.topic-prefix", String.class)
                        .orElse("")
                + name;
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        for (String name : List.of("bootstrap.servers", "security.protocol", "sasl.mechanism", "sasl.jaas.config")) {
            config().getOptionalValue("kafka." + name, String.class).ifPresent(value -> settings.put(name, value));
        }
        return settings;
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}
