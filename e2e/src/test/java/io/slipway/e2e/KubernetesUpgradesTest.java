package io.slipway.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.slipway.testing.KubernetesUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many upgrades in a row with real pods: a Service is never without one that serves. */
class KubernetesUpgradesTest {
    private static final int UPGRADES = 20;

    @TempDir
    private Path directory;

    @Test
    void aServiceAlwaysHasAReadyPodThatServes() throws Exception {
        try (KubernetesUnderTest kubernetes = KubernetesUnderTest.requiredWithNodeHere();
                StackUnderTest stack = StackUnderTest.start(directory.resolve("stack"), kubernetes)) {
            kubernetes.removeAtTheEnd(stack.namespacePrefix());
            Story story = new Story(stack.as("acme"), "acme/upgraded", directory);
            story.publish(ProviderSource.reachable("1.0.0"))
                    .awaitPublished("1.0.0")
                    .install("auto")
                    .awaitServing("1.0.0");
            String[] path = URI.create(story.url()).getPath().split("/");

            try (EndpointsWatch endpoints = new EndpointsWatch(kubernetes, path[1], path[2])) {
                await("the first state").until(() -> endpoints.answers() > 0);
                for (int i = 1; i <= UPGRADES; i++) {
                    String version = "1.0." + i;
                    story.publish(ProviderSource.reachable(version)).awaitServing(version);
                    assertThat(endpoints.faults()).as("after %s", version).isEmpty();
                }

                System.out.printf(
                        "%d upgrades: %d pods, %d states of the Endpoints, %d answers%n",
                        UPGRADES, endpoints.addresses().size(), endpoints.states(), endpoints.answers());
                assertThat(endpoints.addresses()).hasSizeGreaterThanOrEqualTo(2);
                assertThat(endpoints.states()).isGreaterThanOrEqualTo(UPGRADES);
            }
            mustLeaveTheCluster(kubernetes, stack, story, path[1]);
        }
    }

    private static void mustLeaveTheCluster(
            KubernetesUnderTest kubernetes, StackUnderTest stack, Story story, String namespace) {
        stack.as("acme").uninstall(story.provider());
        await("the namespace to go").atMost(Duration.ofMinutes(2)).until(() -> kubernetes
                .kubectl()
                .run("get", "namespace", namespace, "--ignore-not-found")
                .isEmpty());
    }
}
