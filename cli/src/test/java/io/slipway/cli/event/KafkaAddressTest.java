package io.slipway.cli.event;

import java.util.Map;

import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaAddressTest {
    @Test
    void takesUserAndTopicsOfTheStack() {
        KafkaAddress address = KafkaAddress.ofStack(Json.object()
                .put("bootstrap", "127.0.0.1:9")
                .put("username", "slipway")
                .put("password", "secret")
                .set("topics", Json.array().add("slipway.versions")));

        assertThat(address.topics()).containsExactly("slipway.versions");
        assertThat(address.properties())
                .containsEntry("bootstrap.servers", "127.0.0.1:9")
                .containsEntry("sasl.mechanism", "PLAIN");
        assertThat(address.properties().get("sasl.jaas.config"))
                .asString()
                .contains("username=\"slipway\"", "password=\"secret\"");
    }

    @Test
    void anotherBrokerIsReachedByItsOwnProperties() {
        KafkaAddress address = KafkaAddress.of("kafka:9092", Map.of("security.protocol", "SSL"), "test-");

        assertThat(address.properties())
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("security.protocol", "SSL");
        assertThat(address.topics())
                .containsExactly(
                        "test-slipway.versions",
                        "test-slipway.builds",
                        "test-slipway.installations",
                        "test-slipway.rollouts");
    }
}
