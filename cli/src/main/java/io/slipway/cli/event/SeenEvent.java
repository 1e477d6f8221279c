package io.slipway.cli.event;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A lifecycle event as any consumer sees it: the CloudEvents headers of Kafka's binary mode, and the data. */
public record SeenEvent(String topic, String type, String subject, long sequence, String time, JsonNode data) {

    static SeenEvent of(ConsumerRecord<byte[], byte[]> record) {
        String body = record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
        String sequence = header(record, "ce_sequence");
        return new SeenEvent(
                record.topic(),
                header(record, "ce_type"),
                header(record, "ce_subject"),
                sequence.isEmpty() ? 0 : Long.parseLong(sequence),
                header(record, "ce_time"),
                Json.parse(body).orElseGet(Json::object));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Without the data. */
    public ObjectNode summary() {
        return Json.object()
                .put("topic", topic)
                .put("type", type)
                .put("subject", subject)
                .put("sequence", sequence)
                .put("time", time);
    }

    public String line() {
        String shortType = type.replaceFirst("^io\\.slipway\\.", "").replaceFirst("\\.v\\d+$", "");
        return String.format("%-27s %-31s %-40s #%d", time, shortType, subject, sequence);
    }
}
