package io.slipway.e2e.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** kill -9 of the deployer at any moment of rollouts: the next one ends where an undisturbed one would have. {@code -Dkills=30} takes thirty. */
class KubernetesKillTest {
    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int INSTALLATIONS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** An undisturbed rollout takes about as long. */
    private static final Duration LATEST_KILL = Duration.ofMillis(2500);

    /** What a dead one has claimed is free soon. */
    private static final Map<String, String> SETTINGS =
            Map.of("slipway.deployer.lease", "2s", "slipway.kubernetes.min-ready", "1s");

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void aDeployerKilledAtAnyMoment() throws Exception {
        try (ApiServerAlone server = ApiServerAlone.required(directory.resolve("api"));
                KubeClient client = server.client("test");
                PodStandIn pods = new PodStandIn(server.client("stand-in"));
                DeployerAlone deployer =
                        DeployerAlone.start(directory.resolve("deployer"), server.kubeconfig(), SETTINGS)) {
            deployer.registry().release("1.0.0");
            deployer.registry().install(INSTALLATIONS);
            deployer.resync();
            awaitServing(deployer, "1.0.0");
            // The first ones make what is kept of old revisions.
            for (int i = 1; i <= 3; i++) {
                released(deployer, "1.%d.0".formatted(i));
                awaitServing(deployer, "1.%d.0".formatted(i));
            }
            SortedMap<String, String> undisturbed = state(client);
            for (int i = 1; i <= KILLS; i++) {
                String version = "2.%d.0".formatted(i);
                released(deployer, version);
                await("a moment")
                        .pollDelay(
                                LATEST_KILL.multipliedBy(random.nextInt(1000)).dividedBy(1000))
                        .until(() -> true);
                deployer.kill();
                deployer.up();
                awaitServing(deployer, version);
                assertThat(state(client)).as("after kill %d, seed %d", i, seed).isEqualTo(undisturbed);
            }
            assertThat(pods.gaps()).as("Services without a ready address").isZero();
        }
    }

    private static void released(DeployerAlone deployer, String version) {
        deployer.registry().release(version);
        deployer.resync();
    }

    private static void awaitServing(DeployerAlone deployer, String version) {
        await("all serve " + version)
                .atMost(PATIENCE)
                .until(() -> deployer.serving(version) == INSTALLATIONS && deployer.busy() == 0);
    }

    /** What there is: of each kind, how many as seen from the revision that serves. */
    private static SortedMap<String, String> state(KubeClient client) {
        Map<String, Integer> serving = new TreeMap<>();
        SortedMap<String, String> state = new TreeMap<>();
        items(client, "/api/v1/services").forEach(service -> {
            serving.put(
                    installation(service),
                    Integer.parseInt(service.at("/spec/selector")
                            .path("slipway.io/revision")
                            .asText()));
            state.merge("services", "1", KubernetesKillTest::sum);
        });
        items(client, "/apis/apps/v1/deployments")
                .forEach(deployment -> state.merge(
                        "deployments %+d, replicas %d"
                                .formatted(
                                        age(deployment, serving),
                                        deployment.at("/spec/replicas").asInt()),
                        "1",
                        KubernetesKillTest::sum));
        items(client, "/api/v1/secrets")
                .forEach(secret ->
                        state.merge("secrets %+d".formatted(age(secret, serving)), "1", KubernetesKillTest::sum));
        items(client, "/api/v1/pods")
                .forEach(pod -> state.merge("pods %+d".formatted(age(pod, serving)), "1", KubernetesKillTest::sum));
        return state;
    }

    private static String sum(String one, String other) {
        return Integer.toString(Integer.parseInt(one) + Integer.parseInt(other));
    }

    /** How many revisions before the one that serves. */
    private static int age(JsonNode object, Map<String, Integer> serving) {
        int revision = Integer.parseInt(label(object, "slipway.io/revision"));
        return revision - serving.get(installation(object));
    }

    private static String installation(JsonNode object) {
        return label(object, "slipway.io/installation");
    }

    private static String label(JsonNode object, String name) {
        return object.at("/metadata/labels").path(name).asText();
    }

    private static Iterable<JsonNode> items(KubeClient client, String collection) {
        return client.get(collection + "?labelSelector=slipway.io%2Finstallation")
                .path("items");
    }
}
