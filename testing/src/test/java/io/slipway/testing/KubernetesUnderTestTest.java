package io.slipway.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KubernetesUnderTestTest {

    @Test
    void aTestsNamespacesGoWithIt() {
        Kubectl kubectl;
        String namespace;
        try (var kubernetes = KubernetesUnderTest.required()) {
            kubectl = kubernetes.kubectl();
            namespace = kubernetes.namespace("one");
            assertThat(kubectl.run("get", "namespace", namespace, "-o", "name")).isEqualTo("namespace/" + namespace);
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> kubectl.run(
                        "get", "namespace", namespace, "--ignore-not-found")
                .isEmpty());
    }
}
