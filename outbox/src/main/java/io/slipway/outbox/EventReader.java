package io.slipway.outbox;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.Topics;

/** Makes events of records: CloudEvents 1.0 in Kafka's binary mode. */
final class EventReader {

    private EventReader() {}

    /** The aggregate that a topic is about: its type, and where the data holds it and its id. */
    private record Aggregate(String type, String field, String idField) {}

    /**
     * @param topic the record's topic without a deployment's prefix
     * @throws IllegalArgumentException when this record can never be understood
     */
    static ReceivedEvent read(String topic, RawRecord raw) {
        Aggregate aggregate = aggregateOf(topic);
        String type = raw.required("ce_type");
        JsonNode data = json(raw.value());
        LifecycleEvent event = EventJson.read(topic, type, data);
        String id = data.path(aggregate.field())
                .path(aggregate.idField())
                .asText(raw.headers().get("ce_subject"));
        if (id == null) {
            throw new IllegalArgumentException("neither an id in the data nor a ce_subject");
        }
        return new ReceivedEvent(
                raw.required("ce_source"), aggregate.type(), id, sequence(raw), topic, time(raw), event);
    }

    private static Aggregate aggregateOf(String topic) {
        return switch (topic) {
            case Topics.VERSIONS -> new Aggregate("version", "version", "id");
            case Topics.BUILDS -> new Aggregate("build", "build", "build_id");
            case Topics.INSTALLATIONS -> new Aggregate("installation", "installation", "id");
            case Topics.ROLLOUTS -> new Aggregate("outcome", "installation", "id");
            default -> throw new IllegalArgumentException("not a lifecycle topic: " + topic);
        };
    }

    private static JsonNode json(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("no data");
        }
        try {
            JsonNode data = EventJson.mapper().readTree(value);
            if (!data.isObject()) {
                throw new IllegalArgumentException("the data is not a JSON object");
            }
            return data;
        } catch (IOException e) {
            throw new IllegalArgumentException("the data is not JSON: " + e.getMessage(), e);
        }
    }

    private static long sequence(RawRecord raw) {
        String text = raw.required("ce_sequence");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ce_sequence is not a number: " + text, e);
        }
    }

    private static Instant time(RawRecord raw) {
        String text = raw.required("ce_time");
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("ce_time is not a time of RFC 3339: " + text, e);
        }
    }
}
