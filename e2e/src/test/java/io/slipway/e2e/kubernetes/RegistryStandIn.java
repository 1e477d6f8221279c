package io.slipway.e2e.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.VersionState;

/** The snapshots of registry-api for one deployer: versions of one provider, and tenants that follow it by themselves. */
final class RegistryStandIn implements AutoCloseable {
    static final String PROVIDER = "acme/fan";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final NavigableMap<String, JsonNode> versions = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, JsonNode> installations = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    RegistryStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/versions", exchange -> answer(exchange, page(versions, exchange)));
        server.createContext("/internal/installations", exchange -> answer(exchange, installation(exchange)));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void release(String version) {
        String id = PROVIDER + "@" + version;
        versions.put(
                id,
                JSON.valueToTree(new VersionState(
                        id,
                        PROVIDER,
                        version,
                        1,
                        VersionState.Status.published,
                        "bld_1",
                        "0".repeat(64),
                        1,
                        "static",
                        "1",
                        null,
                        new VersionState.Manifest(
                                List.of("./run"),
                                8080,
                                "/healthz",
                                VersionState.Strategy.switch_,
                                Map.of("type", "object"),
                                null,
                                false),
                        "providers/acme/fan@sha256:" + digest(version),
                        List.of(),
                        false,
                        null,
                        null,
                        null,
                        THEN,
                        THEN,
                        List.of())));
    }

    /**
     * Of a tenant of its own each, so in a namespace of its own.
     *
     * @return their ids
     */
    List<String> install(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = EntityId.create("ins_", Clock.systemUTC());
            ids.add(id);
            installations.put(
                    id,
                    JSON.valueToTree(new InstallationIntent(
                            id,
                            "tenant-" + (installations.size() + 1),
                            "default",
                            PROVIDER,
                            1,
                            1,
                            1,
                            InstallationIntent.Desired.present,
                            false,
                            false,
                            versions.lastEntry().getValue().path("version").asText(),
                            null,
                            null,
                            InstallationIntent.UpgradePolicy.auto,
                            null,
                            InstallationIntent.ResourceTier.free,
                            1,
                            Map.of("GREETING", "hello"),
                            "test",
                            THEN,
                            THEN)));
        }
        return ids;
    }

    private JsonNode installation(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().endsWith("/access")
                ? JSON.valueToTree(Map.of("open", true, "missing", List.of()))
                : page(installations, exchange);
    }

    private static JsonNode page(NavigableMap<String, JsonNode> all, HttpExchange exchange) {
        int limit = Integer.parseInt(parameter(exchange.getRequestURI(), "limit", "200"));
        String after = parameter(exchange.getRequestURI(), "after", "");
        List<Map.Entry<String, JsonNode>> some =
                all.tailMap(after, false).entrySet().stream().limit(limit).toList();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", some.stream().map(Map.Entry::getValue).toList());
        page.put("next", some.size() < limit ? null : some.getLast().getKey());
        return JSON.valueToTree(page);
    }

    private static String parameter(URI uri, String name, String fallback) {
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        for (String one : query.split("&")) {
            if (one.startsWith(name + "=")) {
                return one.substring(name.length() + 1);
            }
        }
        return fallback;
    }

    private static String digest(String version) {
        return "%064x".formatted(version.hashCode() & 0xffffffffL);
    }

    private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
