package io.slipway.cli.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import io.slipway.contracts.Topics;

/** Where the lifecycle topics are and how to be let in. */
public record KafkaAddress(Properties properties, List<String> topics) {

    /** From {@code stack.json}: a user and password over SASL/PLAIN on the loopback. */
    public static KafkaAddress ofStack(JsonNode kafka) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", Json.text(kafka, "bootstrap"));
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                        + Json.text(kafka, "username") + "\" password=\"" + Json.text(kafka, "password") + "\";");
        List<String> topics = new ArrayList<>();
        kafka.path("topics").forEach(topic -> topics.add(topic.asText()));
        return new KafkaAddress(properties, topics.isEmpty() ? Topics.ALL : topics);
    }

    /** A broker elsewhere; {@code more} are properties of Kafka's consumer. */
    public static KafkaAddress of(String bootstrap, Map<?, ?> more, String topicPrefix) {
        Properties properties = new Properties();
        properties.putAll(more);
        if (!bootstrap.isEmpty()) {
            properties.put("bootstrap.servers", bootstrap);
        }
        return new KafkaAddress(
                properties, Topics.ALL.stream().map(topicPrefix::concat).toList());
    }
}
