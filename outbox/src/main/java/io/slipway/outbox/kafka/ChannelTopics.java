package io.slipway.outbox.kafka;

import java.util.Map;

import io.slipway.contracts.Topics;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * The incoming channels {@code versions}, {@code builds}, {@code installations} and {@code rollouts} read the topic of
 * their name, under a deployment's prefix. An interceptor, since a property for a channel that a service does not have
 * would make reactive messaging look for that channel.
 */
public class ChannelTopics implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "slipway.kafka.topic-prefix";
    private static final Map<String, String> TOPICS = Map.of(
            "mp.messaging.incoming.versions.topic", Topics.VERSIONS,
            "mp.messaging.incoming.builds.topic", Topics.BUILDS,
            "mp.messaging.incoming.installations.topic", Topics.INSTALLATIONS,
            "mp.messaging.incoming.rollouts.topic", Topics.ROLLOUTS);

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue configured = context.proceed(name);
        String topic = TOPICS.get(name);
        if (configured != null || topic == null) {
            return configured;
        }
        ConfigValue prefix = context.proceed(PREFIX);
        String real = prefix == null || prefix.getValue() == null ? topic : prefix.getValue() + topic;
        return ConfigValue.builder().withName(name).withValue(real).build();
    }
}
