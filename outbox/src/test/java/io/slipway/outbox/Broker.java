package io.slipway.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.EventTypes;
import io.slipway.contracts.InstallationEvent;
import io.slipway.outbox.kafka.KafkaClients;
import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The broker as an independent client sees it. */
@ApplicationScoped
public class Broker {
    private final KafkaClients clients;
    private final Map<String, Object> broker;

    Broker(KafkaClients clients, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.clients = clients;
        this.broker = broker;
    }

    /** A record on a topic, in short. */
    public record Seen(String key, long sequence, String type) {}

    /** The headers that an event of this installation has. */
    public static Map<String, String> headers(String installation, long sequence, String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", type);
        headers.put("ce_source", "/slipway/elsewhere");
        headers.put("ce_subject", installation);
        headers.put("ce_time", "2026-01-15T09:30:00Z");
        headers.put("ce_sequence", Long.toString(sequence));
        return headers;
    }

    public void sendEvent(String topic, String installation, long sequence) {
        InstallationEvent event = Counters.event(installation, sequence);
        send(topic, installation, headers(installation, sequence, EventTypes.nameOf(event)), EventJson.write(event));
    }

    /** To this partition, whatever the key would say. */
    void sendEvent(String topic, int partition, String installation, long sequence) {
        InstallationEvent event = Counters.event(installation, sequence);
        Map<String, String> headers = headers(installation, sequence, EventTypes.nameOf(event));
        send(new ProducerRecord<>(clients.real(topic), partition, installation, EventJson.write(event)), headers);
    }

    public void send(String topic, String key, Map<String, String> headers, String value) {
        send(new ProducerRecord<>(clients.real(topic), key, value), headers);
    }

    private void send(ProducerRecord<String, String> message, Map<String, String> headers) {
        try (var producer = new KafkaProducer<>(
                clients.producer(Map.of("acks", "all")), new StringSerializer(), new StringSerializer())) {
            headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(message).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public void delete(String topic) {
        ask(admin -> admin.deleteTopics(List.of(clients.real(topic))).all());
    }

    /** The offset that the partition's next record will have. */
    long end(String topic, int partition) {
        TopicPartition one = new TopicPartition(clients.real(topic), partition);
        return ask(admin -> admin.listOffsets(Map.of(one, OffsetSpec.latest())).all())
                .get(one)
                .offset();
    }

    /** Where a group would go on after a restart; 0 when it has committed nothing. */
    long committed(String group, String topic, int partition) {
        var offsets =
                ask(admin -> admin.listConsumerGroupOffsets(clients.real(group)).partitionsToOffsetAndMetadata());
        OffsetAndMetadata one = offsets.get(new TopicPartition(clients.real(topic), partition));
        return one == null ? 0 : one.offset();
    }

    private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        try (Admin admin = Admin.create(broker)) {
            return question.apply(admin).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is on the topic now of these keys, in the order of each partition. */
    public List<Seen> read(String topic, Predicate<String> key) {
        Map<String, Object> configuration = new HashMap<>(broker);
        configuration.put(ConsumerConfig.GROUP_ID_CONFIG, "independent");
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(clients.real(topic)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> seen = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
            }
            return seen.stream()
                    .filter(found -> key.test(found.key()))
                    .map(Broker::seen)
                    .toList();
        }
    }

    private static Seen seen(ConsumerRecord<String, String> found) {
        return new Seen(found.key(), Long.parseLong(header(found, "ce_sequence")), header(found, "ce_type"));
    }

    private static String header(ConsumerRecord<String, String> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
