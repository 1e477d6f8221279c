package io.slipway.deployer.cluster.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterContract;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.ProviderImage;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.local.settings.RegistryAccess;
import io.slipway.testing.KubernetesUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The adapter with a real API server, kubelet and OCI registry behind it. */
class KubernetesClusterTest extends ClusterContract {
    private static final String SECRET = "secret";
    private static final Placement AT = new Placement("", "acme", "default", "acme/hello");

    @TempDir
    private static Path directory;

    private static KubernetesUnderTest kubernetes;
    private static EmbeddedRegistry registry;
    private static KubernetesClient client;
    private static Volumes volumes;
    private static ApiProxy proxy;
    private static KubernetesCluster cluster;
    private static KubernetesCluster unreachable;
    private static String image;

    @BeforeAll
    static void start() throws Exception {
        kubernetes = KubernetesUnderTest.requiredWithNodeHere();
        registry = EmbeddedRegistry.start(directory, 0, "user", SECRET);
        image = ProviderImage.push(RegistryAccess.loopback(registry.address(), "user", SECRET));
        client = client(Config.fromKubeconfig(Path.of(kubernetes.kubeconfig()).toFile()));
        volumes = Volumes.make(client, kubernetes.prefix());
        proxy = ApiProxy.start(kubernetes);
        cluster = watching(client);
        unreachable = watching(client(new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:1") // tcpmux, which nobody runs
                .withRequestRetryBackoffLimit(0)
                .build()));
        Awaitility.await().ignoreException(ClusterException.class).untilAsserted(cluster::check);
        // What is not ours keeps the tenant's namespace between two tests.
        KeptNamespace.keep(client, config(), AT);
    }

    @AfterAll
    static void stop() throws Exception {
        if (kubernetes == null) {
            return;
        }
        cluster.close();
        unreachable.close();
        proxy.close();
        kubernetes.close();
        volumes.close();
        client.close();
        registry.close();
    }

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected Cluster unreachable() {
        return unreachable;
    }

    @Override
    protected String image() {
        return image;
    }

    @Override
    protected URI url(String urlPath) {
        return proxy.service(urlPath);
    }

    @Override
    protected boolean runs(String installation) {
        return client.pods().inAnyNamespace().withLabel(Labels.INSTALLATION, installation).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .anyMatch(container -> container.getState().getRunning() != null);
    }

    private static KubernetesCluster watching(KubernetesClient client) {
        return KubernetesCluster.watching(Parts.of(client, config(), _ -> {}, Clock.systemUTC()));
    }

    private static KubernetesConfig config() {
        return TestSettings.config(Map.of(
                "slipway.kubernetes.namespace-prefix",
                kubernetes.prefix() + "c",
                "slipway.kubernetes.home",
                kubernetes.prefix() + "home",
                "slipway.kubernetes.registry",
                registry.address(),
                "slipway.kubernetes.registry-username",
                "user",
                "slipway.kubernetes.registry-password",
                SECRET,
                "slipway.kubernetes.storage-class",
                Volumes.CLASS,
                "slipway.kubernetes.min-ready",
                "0s",
                "slipway.kubernetes.probes.successes",
                "1"));
    }

    private static KubernetesClient client(Config config) {
        config.setRequestTimeout((int) Duration.ofSeconds(5).toMillis());
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
