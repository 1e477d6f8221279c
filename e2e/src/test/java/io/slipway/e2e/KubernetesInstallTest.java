package io.slipway.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.testing.KubernetesUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Slipway itself in a real cluster, of the images and manifests of this checkout, by the commands of docs/kubernetes.md as they
 * stand there: it is installed, publishes, builds, runs a tenant's provider, is looked at, saved, removed and put back.
 */
class KubernetesInstallTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String RUNNING = "How tenants' providers run";
    private static final String TROUBLE = "Troubleshooting by condition";

    @TempDir
    private Path directory;

    private Shell shell;
    private InstalledSlipway slipway;
    private KubernetesPage page;

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void thePagesExamplesInstallSaveAndPutBack() throws Exception {
        try (KubernetesUnderTest kubernetes = KubernetesUnderTest.requiredWithNodeHere()) {
            shell = new Shell(Map.of("KUBECONFIG", kubernetes.kubeconfig()), directory);
            new ContainerImages(shell).build();
            Path work = directory.resolve("work");
            Path manifests = KubernetesPage.checkout(work);
            String namespace = kubernetes.prefix() + "slipway";
            try (InstalledSlipway installed = new InstalledSlipway(shell, namespace, manifests);
                    KubernetesPage commands =
                            KubernetesPage.open(work, kubernetes.kubeconfig(), namespace, installed.port())) {
                slipway = installed;
                page = commands;
                installs();
                toldApartAndPaused();
                lookedAt();
                savedAndPutBack();
                page.mustHaveEnded();
            } finally {
                System.out.println(String.join("\n", page == null ? List.of() : page.durations()));
            }
        }
    }

    private void installs() throws IOException, InterruptedException {
        page.run("Images");
        page.run("Secrets");
        slipway.volumes();
        page.run("To try it");
        slipway.awaitReady();
        page.run("The runtime `java25`");
        page.run("The runtime `java25`");
        slipway.awaitReady();
        page.run("The first version");
        awaitServing("1.0.0");
        page.run("In production");
    }

    private void toldApartAndPaused() throws IOException, InterruptedException {
        page.run(RUNNING);
        page.run(RUNNING);
        awaitReasons("Paused");
        page.run(RUNNING);
        await("goes on").atMost(PATIENCE).untilAsserted(() -> assertThat(reasons())
                .doesNotContain("Paused"));
        String named = page.run(RUNNING);
        String[] path = path();
        assertThat(named)
                .contains(path[1] + " ", "deployment.apps/" + path[2] + "-r", "pod/" + path[2] + "-r")
                .contains("service/" + path[2], "endpoints/" + path[2])
                .contains("\"slipway.io/revision\":\"1\"");
    }

    private void lookedAt() throws IOException, InterruptedException {
        String[] path = path();
        assertThat(page.run(TROUBLE)).contains("\"conditions\"", "\"type\":\"Ready\"", "hello 1.0.0 listens on port");
        assertThat(page.run(TROUBLE))
                .as("1")
                .contains("ReplicaSet/" + path[2] + "-r1-", "LAST SEEN")
                .as("2")
                .contains("hello 1.0.0 listens on port")
                .as("3, 4")
                .contains("Allocatable:", "Name:", "services.nodeports")
                .as("5")
                .contains("secret/" + path[2] + "-r1-")
                .as("7")
                .contains("manager: slipway-deployer");
        assertThat(page.run(TROUBLE)).contains("deployment.apps/" + path[2] + "-r1", "service/" + path[2]);
    }

    /**
     * What is as it was then is not touched. What has gone on since comes back to what it was, under the fences and the
     * numbers that a later state has left in the cluster, and goes on from there.
     */
    private void savedAndPutBack() throws Exception {
        new Story(slipway.acme(), "acme/calm", directory)
                .publish(ProviderSource.reachable("1.0.0"))
                .awaitPublished("1.0.0")
                .install("manual");
        await("acme/calm serves").atMost(PATIENCE).until(() -> pods("calm").endsWith(" true 0"));
        page.run("Backup and restore");
        String calm = pods("calm");
        hello().publishExample("1.1.0").awaitPublished("1.1.0");
        awaitServing("1.1.0");

        slipway.empty();
        page.run("To restore");
        slipway.awaitReady();
        page.run("To restore");
        awaitServing("1.0.0");
        hello().publishExample("1.2.1").awaitPublished("1.2.1");
        awaitServing("1.2.1");
        assertThat(pods("calm")).as("pods and their restarts").isEqualTo(calm);
    }

    private Story hello() throws IOException, InterruptedException {
        return new Story(slipway.acme(), "acme/hello", directory);
    }

    /** Those of a provider: which ones, whether they are ready, how often they were started again. */
    private String pods(String provider) throws IOException, InterruptedException {
        return shell.run(
                "kubectl",
                "-n",
                path()[1],
                "get",
                "pods",
                "-l",
                "app.kubernetes.io/name=" + provider,
                "-o",
                "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[0].ready}"
                        + " {.status.containerStatuses[0].restartCount}{'\\n'}{end}");
    }

    private String[] path() throws IOException, InterruptedException {
        return URI.create(installation().path("url").asText()).getPath().split("/");
    }

    private JsonNode installation() throws IOException, InterruptedException {
        return slipway.acme().installed("acme/hello").expect(200).body();
    }

    private List<String> reasons() throws IOException, InterruptedException {
        return slipway.acme()
                .get("/providers/installed/acme/hello/deployment")
                .expect(200)
                .body()
                .path("conditions")
                .findValuesAsText("reason");
    }

    private void awaitReasons(String reason) {
        await(reason).atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(reasons())
                .contains(reason));
    }

    /** In the answer of registry-api, and of the pod itself. */
    private void awaitServing(String version) {
        await(version + " serves").atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode installation = installation();
            assertThat(installation.path("current_version").asText()).isEqualTo(version);
            assertThat(installation.path("status").asText()).isEqualTo("available");
            JsonNode answer = Api.call("http://" + slipway.provider(path()[1], path()[2]) + "/")
                    .expect(200)
                    .body();
            assertThat(answer.path("version").asText()).isEqualTo(version);
            assertThat(answer.path("greeting").asText()).isEqualTo("ahoy");
        });
    }
}
