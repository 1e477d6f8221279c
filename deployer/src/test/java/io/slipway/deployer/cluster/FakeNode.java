package io.slipway.deployer.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.outbox.EventJson;

/**
 * The node's HTTP API over a map: revisions are ready at once, unless their image is said to be bad. It remembers each
 * change with its fence, and can be made to lose everything.
 */
public final class FakeNode implements AutoCloseable {
    public static final String TOKEN = "node-token";

    private final HttpServer server;
    private final Map<String, Known> installations = new ConcurrentHashMap<>();
    private final Set<String> unhealthy = ConcurrentHashMap.newKeySet();
    private final List<String> changes = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean down;

    private static final class Known {
        private final Map<Integer, String> revisions = new TreeMap<>();
        private final Map<Integer, JsonNode> environments = new TreeMap<>();
        private Integer route;
        private long fence;
        private boolean removed;
    }

    public FakeNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void makeUnhealthy(String image) {
        unhealthy.add(image);
    }

    public void goDown(boolean now) {
        refused.set(0);
        down = now;
    }

    /** Calls since it went down. */
    public int refused() {
        return refused.get();
    }

    public synchronized void loseEverything() {
        installations.clear();
    }

    public synchronized void raiseFence(String id, long fence) {
        installations.computeIfAbsent(id, _ -> new Known()).fence = fence;
    }

    public synchronized String servingImage(String id) {
        Known known = installations.get(id);
        return known == null || known.route == null ? null : known.revisions.get(known.route);
    }

    public synchronized JsonNode servingEnvironment(String id) {
        Known known = installations.get(id);
        return known.environments.get(known.route);
    }

    public synchronized List<String> running(String id) {
        Known known = installations.get(id);
        return known == null ? List.of() : List.copyOf(known.revisions.values());
    }

    public synchronized List<String> changes(String id) {
        return changes.stream().filter(change -> change.contains(id)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (down) {
            refused.incrementAndGet();
            exchange.close();
            return;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Reply reply = ("Bearer " + TOKEN).equals(authorization)
                ? reply(exchange)
                : new Reply(401, Map.of("code", "unauthorized"));
        byte[] body = EventJson.write(reply.body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private record Reply(int status, Object body) {}

    private synchronized Reply reply(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        if (path.length < 4) {
            return new Reply(200, Map.of("boot_id", "fake", "installations", installations.size()));
        }
        String id = path[3];
        JsonNode body = EventJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
        if ("GET".equals(exchange.getRequestMethod())) {
            return path.length > 4 ? logs() : get(id);
        }
        long fence = Long.parseLong(exchange.getRequestHeaders().getFirst("Slipway-Fence"));
        Known known = installations.computeIfAbsent(id, _ -> new Known());
        if (fence < known.fence) {
            return new Reply(409, Map.of("code", "fenced", "detail", "newer: " + known.fence));
        }
        known.fence = fence;
        changes.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        return change(exchange.getRequestMethod(), path, known, body);
    }

    private Reply change(String method, String[] path, Known known, JsonNode body) {
        known.removed = false;
        if (path.length == 4) {
            known.revisions.clear();
            known.route = null;
            known.removed = true;
            return new Reply(202, Map.of());
        }
        if ("route".equals(path[4])) {
            return route(known, body.path("revision"));
        }
        int number = Integer.parseInt(path[5]);
        if ("PUT".equals(method)) {
            known.revisions.putIfAbsent(number, body.path("image").asText());
            known.environments.put(number, body.path("env"));
            return new Reply(200, status(number, known));
        }
        if (known.route != null && known.route == number) {
            return new Reply(409, Map.of("code", "serving", "detail", "it is the route"));
        }
        known.revisions.remove(number);
        return new Reply(202, Map.of());
    }

    private Reply route(Known known, JsonNode revision) {
        if (revision.isNull()) {
            known.route = null;
            return new Reply(200, Map.of());
        }
        String image = known.revisions.get(revision.intValue());
        if (image == null || unhealthy.contains(image)) {
            return new Reply(409, Map.of("code", "not_ready", "detail", "not ready"));
        }
        known.route = revision.intValue();
        return new Reply(200, Map.of());
    }

    private Reply get(String id) {
        Known known = installations.get(id);
        if (known == null || known.removed) {
            return new Reply(404, Map.of("code", "unknown_installation", "detail", "unknown"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("url_path", "/i/" + id + "/");
        body.put("route", known.route);
        body.put("fence", known.fence);
        body.put(
                "revisions",
                known.revisions.keySet().stream()
                        .map(number -> status(number, known))
                        .toList());
        return new Reply(200, body);
    }

    private Map<String, Object> status(int number, Known known) {
        String image = known.revisions.get(number);
        boolean bad = unhealthy.contains(image);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("number", number);
        status.put("image", image);
        status.put("phase", bad ? "starting" : "ready");
        status.put("stalled", null);
        status.put("restarts", 0);
        status.put("exit_code", null);
        status.put("started_at", "2026-01-01T00:00:00Z");
        status.put("ready_since", bad ? null : "2026-01-01T00:00:01Z");
        status.put("last_output", List.of("line of " + image));
        status.put("pid", 1);
        return status;
    }

    private static Reply logs() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("offset", "1:5");
        line.put("time", null);
        line.put("revision", 1);
        line.put("text", "hello");
        return new Reply(200, Map.of("items", List.of(line), "next", "1:5"));
    }
}
