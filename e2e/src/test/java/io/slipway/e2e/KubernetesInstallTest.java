package io.slipway.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.testing.KubernetesUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Slipway itself in a real cluster, of the images and manifests of this checkout, by the commands of docs/kubernetes.md: it
 * publishes, builds, runs a tenant's provider, and upgrades it.
 */
@EnabledIfSystemProperty(
        named = "slipway.install-test",
        matches = "true",
        disabledReason = "it makes all images first: -Dslipway.install-test=true")
class KubernetesInstallTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void whatIsInstalledDoesItsJobInTheCluster() throws Exception {
        try (KubernetesUnderTest kubernetes = KubernetesUnderTest.requiredWithNodeHere()) {
            Shell shell = new Shell(Map.of("KUBECONFIG", kubernetes.kubeconfig()), directory);
            new ContainerImages(shell, InstalledSlipway.TAG).build();
            try (InstalledSlipway slipway = new InstalledSlipway(shell, kubernetes.prefix() + "slipway")) {
                slipway.install();
                Api acme = slipway.as("acme");
                Story hello = new Story(acme, "acme/hello", directory)
                        .publish(ProviderSource.good("1.0.0"))
                        .awaitPublished("1.0.0")
                        .install("auto");
                awaitServing(slipway, hello, "1.0.0");

                hello.publish(ProviderSource.good("1.1.0")).awaitPublished("1.1.0");
                awaitServing(slipway, hello, "1.1.0");

                acme.uninstall("acme/hello").expect(200, 202);
                await("the tenant's namespace goes").atMost(PATIENCE).until(() -> slipway.tenants()
                        .isEmpty());
            }
        }
    }

    /** In the answer of registry-api, and of the pod itself. */
    private static void awaitServing(InstalledSlipway slipway, Story hello, String version) {
        await(version + " serves").atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode installation = hello.installation();
            assertThat(installation.path("current_version").asText()).isEqualTo(version);
            assertThat(installation.path("status").asText()).isEqualTo("available");
            String[] path =
                    URI.create(installation.path("url").asText()).getPath().split("/");
            JsonNode answer = Api.call("http://" + slipway.provider(path[1], path[2]) + "/")
                    .expect(200)
                    .body();
            assertThat(answer.path("version").asText()).isEqualTo(version);
            assertThat(answer.path("greeting").asText()).isEqualTo("ahoy");
        });
    }
}
