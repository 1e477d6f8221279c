package io.slipway.deployer.cluster.kubernetes;

import java.util.Map;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The adapter's settings with their defaults, as a deployer has them. */
final class TestSettings {
    private TestSettings() {}

    static KubernetesConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(KubernetesConfig.class)
                .withDefaultValue("slipway.kubernetes.secret-name-key", "key")
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(KubernetesConfig.class);
    }
}
