package io.slipway.registry.image;

import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState.Strategy;
import io.slipway.oci.ImageConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageLabelsTest {
    @Test
    void anImageThatSaysNothingHasDefaults() {
        ImageLabels labels = labels(Map.of());

        assertThat(labels.port()).isEqualTo(8080);
        assertThat(labels.health()).isEqualTo("/healthz");
        assertThat(labels.strategy()).isEqualTo(Strategy.switch_);
        assertThat(labels.data()).isFalse();
        assertThat(labels.config()).isNull();
        assertThat(labels.resources()).isEmpty();
    }

    @Test
    void anImageSaysWhatAManifestWould() {
        ImageLabels labels = labels(
                Map.of(
                        "io.slipway.port", "9000",
                        "io.slipway.health", "/live",
                        "io.slipway.strategy", "recreate",
                        "io.slipway.data", "true",
                        "io.slipway.config", "{\"type\":\"object\"}",
                        "io.slipway.schemas",
                                "[{\"name\":\"bucket\",\"configSchema\":{\"type\":\"object\"},\"outputsSchema\":{}}]"),
                1,
                2);

        assertThat(labels.port()).isEqualTo(9000);
        assertThat(labels.health()).isEqualTo("/live");
        assertThat(labels.strategy()).isEqualTo(Strategy.recreate);
        assertThat(labels.data()).isTrue();
        assertThat(labels.config()).isEqualTo(Map.of("type", "object"));
        assertThat(labels.resources()).singleElement().satisfies(resource -> {
            assertThat(resource.name()).isEqualTo("bucket");
            assertThat(resource.description()).isNull();
            assertThat(resource.configSchema()).isEqualTo(Map.of("type", "object"));
        });
    }

    @Test
    void theOnePortThatAnImageExposesServes() {
        assertThat(labels(Map.of(), 3000).port()).isEqualTo(3000);
        assertThatThrownBy(() -> labels(Map.of(), 3000, 3001).port()).hasMessageContaining("io.slipway.port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "io.slipway.port | 0",
                "io.slipway.port | 70000",
                "io.slipway.port | x",
                "io.slipway.port | 99999999999",
                "io.slipway.strategy | canary",
                "io.slipway.data | yes",
                "io.slipway.config | []",
                "io.slipway.config | {",
                "io.slipway.config | {} x",
                "io.slipway.schemas | {}",
                "io.slipway.schemas | [null]",
                "io.slipway.schemas | [{}]",
                "io.slipway.schemas | [{\"name\":\"a\"}]",
                "io.slipway.schemas | [{\"name\":\"a\",\"config_schema\":{}}]",
                "io.slipway.schemas | [{\"name\":\"a\",\"configSchema\":[]}]"
            })
    void aLabelThatCannotBeReadIsNamed(String label, String value) {
        ImageLabels labels = labels(Map.of(label, value));

        assertThatThrownBy(() -> {
                    labels.port();
                    labels.strategy();
                    labels.data();
                    labels.config();
                    labels.resources();
                })
                .isInstanceOf(ImageLabels.LabelFault.class)
                .hasMessageContaining(label);
    }

    private static ImageLabels labels(Map<String, String> labels, Integer... ports) {
        return new ImageLabels(new ImageConfig("linux", "amd64", labels, List.of(ports)));
    }
}
