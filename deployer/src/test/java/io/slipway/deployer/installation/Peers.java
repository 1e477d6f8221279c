package io.slipway.deployer.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.VersionState;
import io.slipway.deployer.cluster.FakeNode;
import io.slipway.outbox.EventJson;

/** What the deployer talks to beside its servers: a node, and registry-api's snapshots. */
public final class Peers implements QuarkusTestResourceLifecycleManager {
    static final List<VersionState> SNAPSHOT_VERSIONS = new CopyOnWriteArrayList<>();
    static final List<InstallationIntent> SNAPSHOT_INTENTS = new CopyOnWriteArrayList<>();
    /** Installations whose tenants may no longer see the provider. */
    static final Set<String> CLOSED = ConcurrentHashMap.newKeySet();
    /** What versions require, by installation and version ({@code ins_1@1.1.0}), and is not installed beside it. */
    static final Map<String, List<String>> MISSING = new ConcurrentHashMap<>();
    /** Values by installation, as registry-api answers; it cannot be asked for others. */
    static final Map<String, List<Map<String, Object>>> SECRETS = new ConcurrentHashMap<>();
    /** Whether nobody can be asked for that. */
    static volatile boolean silent;

    static FakeNode node;

    private HttpServer registry;

    @Override
    public Map<String, String> start() {
        node = new FakeNode();
        try {
            registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        registry.createContext("/internal/versions", exchange -> page(exchange, SNAPSHOT_VERSIONS));
        registry.createContext("/internal/installations", Peers::installations);
        registry.start();
        return Map.of(
                "slipway.registry-api.url",
                "http://127.0.0.1:" + registry.getAddress().getPort(),
                "slipway.node.url",
                node.url(),
                "slipway.node.token",
                FakeNode.TOKEN);
    }

    @Override
    public void stop() {
        registry.stop(0);
        node.close();
    }

    private static void installations(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/secrets")) {
            List<Map<String, Object>> values = SECRETS.get(path.replaceAll(".*/(.*)/secrets", "$1"));
            answer(exchange, values == null ? 503 : 200, Map.of("secrets", values == null ? List.of() : values));
            return;
        }
        if (!path.endsWith("/access")) {
            page(exchange, SNAPSHOT_INTENTS);
            return;
        }
        String id = path.replaceAll(".*/(.*)/access", "$1");
        String version = exchange.getRequestURI().getQuery().replaceAll("version=", "");
        List<String> missing = MISSING.getOrDefault(id + "@" + version, List.of());
        answer(exchange, silent ? 503 : 200, Map.of("open", !CLOSED.contains(id), "missing", missing));
    }

    /** Pages of one, so that following {@code next} is part of each test. */
    private static void page(HttpExchange exchange, List<?> all) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int from = query.contains("after=") ? Integer.parseInt(query.replaceAll(".*after=(\\d+).*", "$1")) : 0;
        Map<String, Object> page = new HashMap<>();
        page.put("items", all.subList(Math.min(from, all.size()), Math.min(from + 1, all.size())));
        page.put("next", from + 1 < all.size() ? Integer.toString(from + 1) : null);
        answer(exchange, 200, page);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = EventJson.write(json).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
