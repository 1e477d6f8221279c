package io.slipway.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An independent consumer of all lifecycle topics, from their beginning. */
final class EventLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Seen> events = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;

    record Seen(
            String topic,
            String key,
            String type,
            String id,
            String source,
            String subject,
            long sequence,
            JsonNode data) {}

    EventLog(Properties connection, List<String> topics) {
        Properties properties = new Properties();
        properties.putAll(connection);
        properties.putAll(Map.of(
                "group.id",
                "e2e-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest",
                // An offset with the leader epoch of a topic that was deleted would keep the consumer from the new one.
                "enable.auto.commit",
                "false",
                "metadata.max.age.ms",
                "1000"));
        thread = Thread.ofPlatform().name("event-log").start(() -> run(properties, topics));
    }

    private void run(Properties properties, List<String> topics) {
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(topics);
            while (!stopped) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(seen(record)));
            }
        }
    }

    static Seen seen(ConsumerRecord<String, String> record) {
        return new Seen(
                record.topic(),
                record.key(),
                header(record, "ce_type"),
                header(record, "ce_id"),
                header(record, "ce_source"),
                header(record, "ce_subject"),
                Long.parseLong(header(record, "ce_sequence")),
                parsed(record.value()));
    }

    private static JsonNode parsed(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event without JSON: " + value, e);
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "0" : new String(header.value(), UTF_8);
    }

    /** Each event once, in the order heard: a relay that died between send and mark sends again. */
    List<Seen> events() {
        return once(events);
    }

    static List<Seen> once(List<Seen> events) {
        Set<String> ids = new HashSet<>();
        List<Seen> once = new ArrayList<>();
        for (Seen event : events) {
            if (ids.add(event.id())) {
                once.add(event);
            }
        }
        return once;
    }

    /** The versions that rollouts of the installation ended with, in order. */
    List<String> servedBy(String installation) {
        return events().stream()
                .filter(event -> event.type().equals("io.slipway.rollout.succeeded.v1"))
                .filter(event -> event.subject().equals(installation))
                .map(event -> event.data().at("/installation/serving/version").asText())
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
