package io.slipway.deployer.cluster.kubernetes;

import java.util.Map;

import io.smallrye.config.ConfigValidationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KubernetesConfigTest {

    @Test
    void theLastStoppedRevisionIsAlwaysKept() {
        assertThat(TestKubernetesConfig.of(Map.of("stopped-revisions", "1")).stoppedRevisions())
                .isEqualTo(1);
        assertThatThrownBy(() -> TestKubernetesConfig.of(Map.of("stopped-revisions", "0")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("stopped-revisions must be greater than or equal to 1");
    }
}
