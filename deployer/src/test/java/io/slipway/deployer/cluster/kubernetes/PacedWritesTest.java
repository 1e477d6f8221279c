package io.slipway.deployer.cluster.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody watches is written at the same pace as what is, and counted. The API server has all that it is asked for. */
class PacedWritesTest {
    private static final Placement AT = new Placement("ins_" + "1".repeat(22), "acme", "default", "acme/hello");
    private static final RevisionSpec REVISION = new RevisionSpec(
            1,
            "1.0.0",
            "hello@sha256:" + "1".repeat(64),
            1,
            ResourceTier.performance,
            Strategy.switch_,
            8080,
            false,
            "/healthz",
            Map.of());

    private final KubernetesConfig config = TestSettings.config(Map.of("slipway.kubernetes.registry", "127.0.0.1:1"));
    private final WriteRate rate = new WriteRate(1_000);
    private final List<String> written = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aFence() {
        new Fences(client, config, rate).leave(AT.installation(), 5);

        assertThat(written).containsExactly("PATCH leases");
        assertThat(rate.count()).isEqualTo(1);
    }

    @Test
    void aDisruptionBudget() {
        DisruptionBudgets budgets = new DisruptionBudgets(client, rate);

        budgets.apply(new RevisionManifests(config).disruptionBudget(AT, REVISION, 5));
        budgets.delete(new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("tenant")
                .withName("r1")
                .endMetadata()
                .build());

        assertThat(written).containsExactly("PATCH poddisruptionbudgets", "DELETE poddisruptionbudgets");
        assertThat(rate.count()).isEqualTo(2);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestMethod().equals("GET")) {
            written.add("%s %s".formatted(exchange.getRequestMethod(), path[path.length - 2]));
        } else {
            body = """
                    {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "policy/v1", "resources": [
                     {"name": "poddisruptionbudgets", "kind": "PodDisruptionBudget", "namespaced": true, "verbs": []}]}
                    """.getBytes(StandardCharsets.UTF_8);
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
