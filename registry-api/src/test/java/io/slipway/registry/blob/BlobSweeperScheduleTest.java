package io.slipway.registry.blob;

import java.time.Duration;
import java.util.Arrays;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BlobSweeperScheduleTest {
    /** A second default in the schedule would make the documented one count for nothing. */
    @Test
    void theDefaultIsTheConfigurations() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BlobConfig.class)
                .withDefaultValue("slipway.blobs.directory", "unused")
                .build();

        assertThat(Arrays.stream(BlobSweeper.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Scheduled.class))
                        .map(method -> method.getAnnotation(Scheduled.class).every()))
                .containsExactly("${slipway.blobs.sweep-every}");
        assertThat(config.getRawValue("slipway.blobs.sweep-every")).isEqualTo("1h");
    }
}
