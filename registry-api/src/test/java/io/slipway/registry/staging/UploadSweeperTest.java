package io.slipway.registry.staging;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.slipway.registry.blob.BlobConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadSweeperTest {

    @Test
    void theDefaultsAreGood() {
        assertThatCode(() -> sweeper(Map.of()).onStart(null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"30m, 29m", "24h, 24h", "2h, 90m"})
    void nobodyWaitsLongerForAConfirmationThanFilesAreKept(String confirmWithin, String keepUnused) {
        UploadSweeper sweeper = sweeper(
                Map.of("slipway.uploads.confirm-within", confirmWithin, "slipway.blobs.keep-unused", keepUnused));

        assertThatThrownBy(() -> sweeper.onStart(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slipway.uploads.confirm-within")
                .hasMessageContaining("slipway.blobs.keep-unused");
    }

    private static UploadSweeper sweeper(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 1000, new DurationConverter())
                .withMapping(UploadConfig.class)
                .withMapping(BlobConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("slipway.blobs.directory", "unused"), "needed", 1))
                .withSources(new PropertiesConfigSource(settings, "settings", 2))
                .build();
        return new UploadSweeper(
                null,
                null,
                config.getConfigMapping(UploadConfig.class),
                config.getConfigMapping(BlobConfig.class),
                null,
                null);
    }
}
