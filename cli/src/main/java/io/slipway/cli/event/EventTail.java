package io.slipway.cli.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the lifecycle topics without a consumer group: it leaves no trace and sees everything. */
public final class EventTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    public EventTail(KafkaAddress address) {
        Properties properties = new Properties();
        properties.putAll(address.properties());
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", "10000");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = address.topics().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(EventTail::partition)
                .toList();
        consumer.assign(partitions);
    }

    public void fromBeginning() {
        consumer.seekToBeginning(partitions);
    }

    public void fromNow() {
        consumer.seekToEnd(partitions);
        // Seeking is lazy: without this, what comes before the first poll would be missed.
        partitions.forEach(consumer::position);
    }

    /** Gives what there is up to this moment. */
    public void readToEnd(Consumer<SeenEvent> events) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            poll(events);
        }
    }

    /** Returns when the thread is interrupted. */
    public void follow(Consumer<SeenEvent> events) {
        while (!Thread.currentThread().isInterrupted()) {
            poll(events);
        }
    }

    private void poll(Consumer<SeenEvent> events) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            events.accept(SeenEvent.of(record));
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
