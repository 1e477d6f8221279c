package io.slipway.deployer.cluster.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterContract;
import io.slipway.deployer.cluster.ProviderImage;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.local.node.Node;
import io.slipway.local.settings.RegistryAccess;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The adapter of the embedded stack, with a real node, gateway and OCI registry behind it. */
class LocalClusterTest extends ClusterContract {
    private static final String LOOPBACK = io.slipway.local.node.NodeConfig.LOOPBACK;
    private static final String SECRET = "secret";

    @TempDir
    private static Path directory;

    private static EmbeddedRegistry registry;
    private static Node node;
    private static String image;

    @BeforeAll
    static void start() throws Exception {
        registry = EmbeddedRegistry.start(directory.resolve("registry"), 0, "user", SECRET);
        RegistryAccess access = RegistryAccess.loopback(registry.address(), "user", SECRET);
        image = ProviderImage.push(access);
        node = Node.start(new io.slipway.local.node.NodeConfig(
                directory.resolve("node"), LOOPBACK, 0, 0, SECRET, access, Set.of()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.close();
        }
        registry.close();
    }

    @Override
    protected Cluster cluster() {
        return at(node.apiPort());
    }

    @Override
    protected Cluster unreachable() {
        return at(1); // tcpmux, which nobody runs
    }

    @Override
    protected String image() {
        return image;
    }

    @Override
    protected URI url(String urlPath) {
        return URI.create("http://" + LOOPBACK + ":" + node.gatewayPort() + urlPath);
    }

    @Override
    protected boolean runs(String installation) {
        String mark = "DATA_DIR=" + directory.resolve("node/data").resolve(installation) + "\0";
        return ProcessHandle.allProcesses()
                .anyMatch(process -> environment(process).contains(mark));
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone in the meantime, or another user's
        }
    }

    private static LocalCluster at(int port) {
        NodeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(NodeConfig.class)
                .withDefaultValue("slipway.node.url", "http://" + LOOPBACK + ":" + port)
                .withDefaultValue("slipway.node.token", SECRET)
                .withDefaultValue("slipway.node.health-interval", "50ms")
                .build()
                .getConfigMapping(NodeConfig.class);
        return new LocalCluster(new NodeConnection(config), config);
    }
}
