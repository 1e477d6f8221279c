package io.slipway.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.e2e.EventLog.Seen;
import io.slipway.testing.KubernetesUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * From the images of an earlier commit to those of this checkout while clients publish, change and upgrade: what was accepted
 * is done, once, and told, once.
 */
@EnabledIfSystemProperty(
        named = "slipway.previous",
        matches = ".+",
        disabledReason =
                "it packages another commit first: -Dslipway.previous=HEAD~1, or =built where slipway/…:previous are there")
class KubernetesRollingUpgradeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> PROVIDERS = List.of("acme/rolled0", "acme/rolled1", "acme/rolled2");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void anUpgradeUnderLoadLosesAndDoublesNothing() throws Exception {
        try (KubernetesUnderTest kubernetes = KubernetesUnderTest.requiredWithNodeHere()) {
            Shell shell = new Shell(Map.of("KUBECONFIG", kubernetes.kubeconfig()), directory);
            ContainerImages images = new ContainerImages(shell);
            images.build();
            String previous = System.getProperty("slipway.previous");
            if (!previous.equals("built")) {
                images.build(previous, "previous");
            }
            Path work = directory.resolve("work");
            Path manifests = KubernetesPage.checkout(work);
            String namespace = kubernetes.prefix() + "slipway";
            try (InstalledSlipway slipway = new InstalledSlipway(shell, namespace, manifests);
                    KubernetesPage page =
                            KubernetesPage.open(work, kubernetes.kubeconfig(), namespace, slipway.port())) {
                slipway.images("previous");
                slipway.withoutPause();
                install(page, slipway);
                Api acme = slipway.acmeByPort();
                for (String provider : PROVIDERS) {
                    new Story(acme, provider, directory)
                            .publish(ProviderSource.reachable("1.0.0"))
                            .awaitPublished("1.0.0")
                            .install("auto");
                }
                Map<String, List<String>> accepted = upgraded(slipway, acme);
                accepted.forEach((provider, versions) -> awaitServing(acme, provider, versions.getLast()));
                await("all is told").atMost(PATIENCE).untilAsserted(() -> mustBeToldOnce(slipway.events(), accepted));
            }
        }
    }

    private static void install(KubernetesPage page, InstalledSlipway slipway) throws Exception {
        page.run("Images");
        page.run("Secrets");
        slipway.volumes();
        page.run("To try it");
        slipway.awaitReady();
        page.run("The runtime `java25`");
        page.run("The runtime `java25`");
        slipway.awaitReady();
    }

    private Map<String, List<String>> upgraded(InstalledSlipway slipway, Api acme) throws Exception {
        try (RollingLoad load = new RollingLoad(acme, PROVIDERS, directory)) {
            await("each has begun").atMost(PATIENCE).until(() -> load.accepted().values().stream()
                    .noneMatch(List::isEmpty));
            long begin = System.nanoTime();
            slipway.images("0.1.0");
            slipway.apply();
            slipway.awaitReady();
            Duration rolled = Duration.ofNanos(System.nanoTime() - begin);
            await("each has gone on").atMost(PATIENCE).until(() -> load.accepted().values().stream()
                    .allMatch(versions -> versions.size() > 2));
            load.stop();
            System.out.printf(
                    "rolled in %d s under load: accepted %s, %d requests sent again%n",
                    rolled.toSeconds(), load.accepted(), load.again());
            return load.accepted();
        }
    }

    private static void awaitServing(Api acme, String provider, String version) {
        await(provider + "@" + version + " serves")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    JsonNode installation = acme.installed(provider).expect(200).body();
                    assertThat(installation.path("current_version").asText()).isEqualTo(version);
                    assertThat(installation.path("status").asText()).isEqualTo("available");
                });
    }

    private static void mustBeToldOnce(List<Seen> events, Map<String, List<String>> accepted) {
        EventOrder.check(events);
        accepted.forEach((provider, versions) -> assertThat(versions).allSatisfy(version -> {
            String id = provider + "@" + version;
            assertThat(EventOrder.count(events, "io.slipway.version.published.v1", id))
                    .as("published %s", id)
                    .isEqualTo(1);
            assertThat(EventOrder.count(events, "io.slipway.version.released.v1", id))
                    .as("released %s", id)
                    .isEqualTo(1);
            assertThat(builds(events, "succeeded", provider, version))
                    .as("built %s", id)
                    .isEqualTo(1);
            assertThat(builds(events, "failed", provider, version))
                    .as("failed %s", id)
                    .isZero();
        }));
    }

    private static long builds(List<Seen> events, String how, String provider, String version) {
        return events.stream()
                .filter(event -> event.type().equals("io.slipway.build." + how + ".v1"))
                .filter(event -> event.data().at("/build/provider").asText().equals(provider))
                .filter(event -> event.data().at("/build/version").asText().equals(version))
                .count();
    }
}
