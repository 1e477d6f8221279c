package io.slipway.outbox.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.slipway.outbox.kafka.KafkaClients;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends batches in order. Used by the relay's thread alone: asking for metadata blocks, for {@link #MAX_BLOCK} at most. */
final class KafkaSender {
    static final Duration MAX_BLOCK = Duration.ofMillis(1500);
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;

    private final KafkaClients clients;
    private final Map<String, Object> configuration;
    private KafkaProducer<String, String> producer;

    KafkaSender(KafkaClients clients, String instance, Duration deliveryTimeout) {
        this.clients = clients;
        this.configuration = clients.producer(configuration(instance, (int) deliveryTimeout.toMillis()));
    }

    private static Map<String, Object> configuration(String instance, int deliveryTimeout) {
        Map<String, Object> own = new HashMap<>();
        own.put(ProducerConfig.CLIENT_ID_CONFIG, "slipway-outbox-" + instance);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        own.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout);
        own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeout / 2);
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        own.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 5000);
        own.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100);
        own.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        return own;
    }

    /** Completes when each record tried is acknowledged or given up. */
    Uni<Sent> send(List<OutboxRow> rows) {
        List<CompletableFuture<Optional<Throwable>>> results = new ArrayList<>();
        for (OutboxRow row : rows) {
            CompletableFuture<Optional<Throwable>> result = sendOne(row);
            results.add(result);
            if (result.isDone() && result.join().isPresent()) {
                // No broker: to wait for it again with each row would outlast the lease.
                break;
            }
        }
        return Uni.createFrom()
                .completionStage(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)))
                .map(all -> Sent.of(
                        rows, results.stream().map(CompletableFuture::join).toList()));
    }

    /** Forgets what is in flight. A new producer starts with fresh metadata, also of a topic deleted and made again. */
    void reset() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private CompletableFuture<Optional<Throwable>> sendOne(OutboxRow row) {
        CompletableFuture<Optional<Throwable>> result = new CompletableFuture<>();
        try {
            connected().send(kafkaRecord(row), (_, failure) -> result.complete(Optional.ofNullable(failure)));
        } catch (KafkaException | IllegalStateException e) {
            result.complete(Optional.of(e));
        }
        return result;
    }

    private KafkaProducer<String, String> connected() {
        if (producer == null) {
            producer = new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer());
        }
        return producer;
    }

    private ProducerRecord<String, String> kafkaRecord(OutboxRow row) {
        var message = new ProducerRecord<>(clients.real(row.topic()), row.key(), row.payload());
        row.headers().forEach((name, value) -> message.headers()
                .add(name, value.toString().getBytes(StandardCharsets.UTF_8)));
        return message;
    }
}
