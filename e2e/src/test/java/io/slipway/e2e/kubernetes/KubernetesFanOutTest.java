package io.slipway.e2e.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One release to very many installations: what it costs the API server, how long it takes, and how much memory all of them
 * need. {@code -Dfan.out=1000} measures the thousand, {@code -Dfan.out.large} then takes 5,000.
 */
class KubernetesFanOutTest {
    private static final int MANY = Integer.getInteger("fan.out", 100);
    private static final int VERY_MANY = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration EACH_PATIENCE = Duration.ofMillis(200);
    private static final Duration EACH_RAW = Duration.ofSeconds(3);
    private static final String WRITES = "slipway_kubernetes_writes_total";
    private static final String LOOKS = "slipway_reconcile_duration_seconds_count";

    /** Secret, Deployment, the Service's selector, and the old Deployment's end: with less there is no upgrade. */
    private static final double LEAST_WRITES = 4;

    /** What goes as fast as it can would be held back by the pace that is kept for others. */
    private static final Map<String, String> UNPACED = Map.of(
            "slipway.kubernetes.write-rate", "100000",
            "slipway.kubernetes.min-ready", "0s",
            // As k8s/base has it.
            "slipway.deployer.interval", "1s",
            "slipway.deployer.concurrency", "48");

    @TempDir
    private Path directory;

    private final Map<String, String> measured = new LinkedHashMap<>();

    @Test
    void oneReleaseToManyInstallations() throws Exception {
        try (ApiServerAlone server = ApiServerAlone.required(directory.resolve("api"));
                KubeClient client = server.client("test");
                PodStandIn pods = new PodStandIn(server.client("stand-in"));
                DeployerAlone deployer =
                        DeployerAlone.start(directory.resolve("deployer"), server.kubeconfig(), UNPACED)) {
            deployer.registry().release("1.0.0");
            installed(deployer, 1, "1.0.0");
            installed(deployer, MANY, "1.0.0");
            double idle = writesOfAQuietPass(deployer);
            double raw = rawRate(client);
            double others = pods.writes();
            double seconds = release(deployer, "1.1.0", MANY);
            double ours = LEAST_WRITES * MANY / seconds;
            measured.put("share of the raw rate", "%.2f".formatted(ours / raw));
            // Controllers and kubelets write to the same server, whoever rolls out.
            measured.put(
                    "share with the stand-in's writes",
                    "%.2f".formatted((ours + (pods.writes() - others) / seconds) / raw));
            if (Boolean.getBoolean("fan.out.large")) {
                installed(deployer, VERY_MANY, "1.1.0");
            }
            System.out.println("fan-out: " + measured);

            assertThat(idle).as("writes of %s looks at nothing to do", MANY).isZero();
            assertThat(pods.gaps()).as("Services without a ready address").isZero();
        }
    }

    private void installed(DeployerAlone deployer, int count, String version) throws IOException {
        double before = deployer.meter(WRITES);
        long there = deployer.serving(version);
        deployer.registry().install(Math.toIntExact(count - there));
        long begun = System.nanoTime();
        deployer.resync();
        awaitServing(deployer, version, count);
        measured.put(
                "installing %d".formatted(count),
                "%.1f s, %.1f writes each"
                        .formatted(seconds(begun), (deployer.meter(WRITES) - before) / (count - there)));
        measured.put("MiB with %d".formatted(count), Long.toString(deployer.residentMib()));
    }

    /** Seconds until it serves everywhere, and nothing is left to do. */
    private double release(DeployerAlone deployer, String version, int count) throws IOException {
        double before = deployer.meter(WRITES);
        double looked = deployer.meter(LOOKS);
        deployer.registry().release(version);
        long begun = System.nanoTime();
        deployer.resync();
        awaitServing(deployer, version, count);
        double seconds = seconds(begun);
        double writes = deployer.meter(WRITES) - before;
        measured.put("release to %d".formatted(count), "%.1f s".formatted(seconds));
        measured.put("writes for each", "%.2f".formatted(writes / count));
        measured.put("looks for each", "%.1f".formatted((deployer.meter(LOOKS) - looked) / count));
        measured.put("writes a second", "%.0f".formatted(writes / seconds));
        measured.put("MiB after it", Long.toString(deployer.residentMib()));
        assertThat(writes / count).as("writes for each installation").isBetween(LEAST_WRITES, LEAST_WRITES + 0.05);
        return seconds;
    }

    private static void awaitServing(DeployerAlone deployer, String version, int count) {
        await(count + " serve " + version)
                .atMost(PATIENCE.plus(EACH_PATIENCE.multipliedBy(count)))
                .pollInterval(Duration.ofMillis(250))
                .failFast(() -> assertThat(deployer.failed()).as("rejected").isZero())
                .until(() -> deployer.serving(version) == count);
        await("nothing left to do").atMost(PATIENCE).until(() -> deployer.busy() == 0);
    }

    private static double writesOfAQuietPass(DeployerAlone deployer) throws IOException {
        double writes = deployer.meter(WRITES);
        double looked = deployer.meter(LOOKS);
        deployer.touchAll();
        await("each was looked at").atMost(PATIENCE).until(() -> deployer.meter(LOOKS) >= looked + MANY);
        return deployer.meter(WRITES) - writes;
    }

    /** Of what a release applies, new objects of it: with the highest rate of either kind. */
    private double rawRate(KubeClient client) throws Exception {
        RawApply raw = new RawApply(client);
        JsonNode deployment = first(client, "/apis/apps/v1/deployments");
        JsonNode secret = first(client, "/api/v1/secrets");
        double deployments = raw.highest(
                "/apis/apps/v1/namespaces/%s/deployments",
                RawApply.sample(deployment, "apps/v1", "Deployment"), EACH_RAW);
        double secrets =
                raw.highest("/api/v1/namespaces/%s/secrets", RawApply.sample(secret, "v1", "Secret"), EACH_RAW);
        measured.put("raw applies a second", "%.0f Deployments, %.0f Secrets".formatted(deployments, secrets));
        return Math.max(deployments, secrets);
    }

    private static JsonNode first(KubeClient client, String collection) {
        return client.get(collection + "?limit=1&labelSelector=app.kubernetes.io%2Fmanaged-by%3Dslipway")
                .at("/items/0");
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
