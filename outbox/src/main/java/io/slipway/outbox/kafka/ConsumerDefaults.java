package io.slipway.outbox.kafka;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.ClientCustomizer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes each consumer a static member of its group, by the replica's and the channel's name: a replica that restarts
 * within the session timeout gets its partitions back without a rebalance.
 */
@ApplicationScoped
class ConsumerDefaults implements ClientCustomizer<Map<String, Object>> {
    private final String instance;

    ConsumerDefaults(@ConfigProperty(name = "slipway.instance-id") String instance) {
        this.instance = instance;
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> client) {
        if (client.containsKey(ConsumerConfig.GROUP_ID_CONFIG)) {
            client.putIfAbsent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance + "-" + channel);
        }
        return client;
    }
}
