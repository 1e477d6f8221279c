package io.slipway.deployer.cluster.kubernetes;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;

/** The configuration as the deployer reads it, with its defaults. */
final class TestKubernetesConfig {
    private TestKubernetesConfig() {}

    /** @param properties below {@code slipway.kubernetes} */
    static KubernetesConfig of(Map<String, String> properties) {
        Map<String, String> full = new HashMap<>();
        properties.forEach((name, value) -> full.put("slipway.kubernetes." + name, value));
        return read(full);
    }

    static KubernetesConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidator(new BeanValidationConfigValidatorImpl())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(KubernetesConfig.class)
                .build()
                .getConfigMapping(KubernetesConfig.class);
    }
}
