package io.slipway.deployer.resync;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.slipway.deployer.installation.ReconcileConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class ResyncTimerTest {
    /** What lies below a mapping's prefix and is none of its methods ends the start. */
    @Test
    void theIntervalCanBeSetInAFile() {
        String name = Arrays.stream(ResyncTimer.class.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(ConfigProperty.class))
                .map(parameter -> parameter.getAnnotation(ConfigProperty.class).name())
                .findFirst()
                .orElseThrow();

        assertThat(name).as("as in the other two services").isEqualTo("slipway.resync.every");
        assertThatCode(() -> new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(ReconcileConfig.class)
                        .withSources(new PropertiesConfigSource(Map.of(name, "1m"), "a file", 100))
                        .build())
                .doesNotThrowAnyException();
    }
}
