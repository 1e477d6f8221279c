package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.testing.KubernetesUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job with providers as pods of a real cluster, as {@code slipway demo --cluster kubernetes} tells it. */
class KubernetesDemoTest {
    private static final Pattern URL =
            Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/(slipway-[0-9a-f]{6})-[a-z0-9-]+/ins-[a-z2-7]{26}/");

    @TempDir
    private Path directory;

    @Test
    void showsTheMainJobWithPodsAndLeavesNothingInTheCluster() throws IOException, InterruptedException {
        try (KubernetesUnderTest kubernetes = KubernetesUnderTest.requiredWithNodeHere()) {
            JsonNode report = new DemoRun(directory)
                    .report(12, Map.of("KUBECONFIG", kubernetes.kubeconfig()), "--cluster", "kubernetes");

            DemoRun.mustHaveShownAll(report, 60);
            List<String> prefixes = report.path("installations")
                    .valueStream()
                    .map(installation -> URL.matcher(installation.path("url").asText()))
                    .peek(url -> assertThat(url.matches()).as("%s", url).isTrue())
                    .map(url -> url.group(1))
                    .distinct()
                    .toList();
            assertThat(prefixes).as("the stack's own prefix").hasSize(1);
            assertThat(kubernetes.kubectl().run("get", "namespaces", "-o", "name"))
                    .doesNotContain("/" + prefixes.getFirst());
        }
    }
}
