package io.slipway.outbox.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every client of the broker starts from: the application's {@code kafka.*} properties and the topics' prefix. */
@ApplicationScoped
public class KafkaClients {
    private final Map<String, Object> broker;
    private final String prefix;

    KafkaClients(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "slipway.kafka.topic-prefix") Optional<String> prefix) {
        this.broker = broker;
        this.prefix = prefix.orElse("");
    }

    public Map<String, Object> producer(Map<String, Object> own) {
        return configuration(ProducerConfig.configNames(), own);
    }

    Map<String, Object> admin(Map<String, Object> own) {
        return configuration(AdminClientConfig.configNames(), own);
    }

    /** The topic's name on the broker. */
    public String real(String topic) {
        return prefix + topic;
    }

    /** The topic's name in {@link io.slipway.contracts.Topics}. */
    public String logical(String realTopic) {
        return realTopic.startsWith(prefix) ? realTopic.substring(prefix.length()) : realTopic;
    }

    List<String> real(List<String> topics) {
        return topics.stream().map(this::real).toList();
    }

    private Map<String, Object> configuration(Set<String> known, Map<String, Object> own) {
        Map<String, Object> configuration = new HashMap<>(broker);
        configuration.keySet().retainAll(known);
        configuration.putAll(own);
        return configuration;
    }
}
