package io.slipway.outbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * A Kafka record as it came, before anybody believes it.
 *
 * @param topic its name on the broker
 * @param key null when it has none
 * @param headers as text; the last one of a name counts
 * @param value null for a tombstone
 */
record RawRecord(String topic, int partition, long offset, String key, Map<String, String> headers, byte[] value) {

    static RawRecord of(Message<byte[]> message) {
        ConsumerRecord<?, ?> kafka = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("the channel is not one of Kafka"))
                .getRecord();
        Map<String, String> headers = new LinkedHashMap<>();
        kafka.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        String key = kafka.key() == null ? null : kafka.key().toString();
        return new RawRecord(kafka.topic(), kafka.partition(), kafka.offset(), key, headers, (byte[]) kafka.value());
    }

    /** @throws IllegalArgumentException when there is no such header */
    String required(String header) {
        return Optional.ofNullable(headers.get(header))
                .orElseThrow(() -> new IllegalArgumentException("no header " + header));
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    /** For people and logs. */
    String place() {
        return topic + "-" + partition + "@" + offset;
    }

    private static String text(byte[] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
