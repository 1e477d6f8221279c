package io.slipway.local.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.local.node.state.NodeJson;
import io.slipway.local.node.state.RevisionSpec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The node's HTTP API: bearer token, JSON, every change idempotent and fenced. */
final class NodeApi {
    private static final System.Logger LOG = System.getLogger(NodeApi.class.getName());
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_LOG_LINES = 500;
    private static final String INSTALLATION = "/v1/installations/:id";

    private final Vertx vertx;
    private final Installations installations;
    private final Tools tools;
    private final byte[] authorization;
    private volatile boolean open;

    NodeApi(Vertx vertx, Installations installations, Tools tools, String token) {
        this.vertx = vertx;
        this.installations = installations;
        this.tools = tools;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /** From now on it answers: what an earlier node left has been taken up. */
    void open() {
        open = true;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::authenticate);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.get("/v1/status").handler(ctx -> answer(ctx, 200, this::status));
        router.get(INSTALLATION).handler(ctx -> answer(ctx, 200, () -> installation(ctx)));
        router.get(INSTALLATION + "/logs").handler(ctx -> answer(ctx, 200, () -> logs(ctx)));
        router.put(INSTALLATION + "/revisions/:number").handler(ctx -> answer(ctx, 200, () -> putRevision(ctx)));
        router.put(INSTALLATION + "/route").handler(ctx -> answer(ctx, 200, () -> route(ctx)));
        router.route(HttpMethod.DELETE, INSTALLATION + "/revisions/:number")
                .handler(ctx -> answer(ctx, 202, () -> removeRevision(ctx)));
        router.delete(INSTALLATION).handler(ctx -> answer(ctx, 202, () -> removeInstallation(ctx)));
        router.route().failureHandler(NodeApi::failed);
        return router;
    }

    private void authenticate(RoutingContext ctx) {
        String given = Objects.requireNonNullElse(ctx.request().getHeader("Authorization"), "");
        if (MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8))) {
            admit(ctx);
        } else {
            ctx.fail(new Refused(401, "unauthorized", "Send the node's token as bearer token."));
        }
    }

    private void admit(RoutingContext ctx) {
        if (open) {
            ctx.next();
        } else {
            ctx.fail(new Refused(503, "starting", "The node takes up what was running: try again in a moment."));
        }
    }

    /** Work touches the disk, so it leaves the event loop. */
    private void answer(RoutingContext ctx, int status, Callable<Object> work) {
        vertx.executeBlocking(() -> NodeJson.MAPPER.writeValueAsBytes(work.call()), false)
                .onSuccess(bytes -> json(ctx, status, bytes))
                .onFailure(ctx::fail);
    }

    private Object status() {
        return Map.of("boot_id", tools.processes().bootId(), "installations", installations.count());
    }

    private InstallationStatus installation(RoutingContext ctx) {
        return installations.status(ctx.pathParam("id")).orElseThrow(NodeApi::unknown);
    }

    private InstallationLogs.Page logs(RoutingContext ctx) throws IOException {
        installation(ctx);
        String revision = ctx.request().getParam("revision");
        int limit = Integer.parseInt(Objects.requireNonNullElse(ctx.request().getParam("limit"), "100"));
        return new InstallationLogs(tools.logs(ctx.pathParam("id")))
                .read(
                        revision == null || revision.isEmpty() ? null : Integer.valueOf(revision),
                        ctx.request().getParam("after"),
                        Math.clamp(limit, 1, MAX_LOG_LINES));
    }

    private RevisionStatus putRevision(RoutingContext ctx) throws IOException {
        RevisionSpec spec = NodeJson.MAPPER.readValue(body(ctx), RevisionSpec.class);
        return installations.get(ctx.pathParam("id")).put(fence(ctx), number(ctx), spec);
    }

    private Object route(RoutingContext ctx) throws IOException {
        JsonNode revision = NodeJson.MAPPER.readTree(body(ctx)).path("revision");
        Installation installation = installations.get(ctx.pathParam("id"));
        if (revision.isNull()) {
            installation.unroute(fence(ctx));
        } else if (revision.isInt()) {
            installation.route(fence(ctx), revision.intValue());
        } else {
            throw new IllegalArgumentException("the body must be {\"revision\": <number>, or null for none}");
        }
        return installation(ctx);
    }

    private Object removeRevision(RoutingContext ctx) throws IOException {
        installations.get(ctx.pathParam("id")).removeRevision(fence(ctx), number(ctx));
        return Map.of();
    }

    private Object removeInstallation(RoutingContext ctx) throws IOException {
        boolean data = Boolean.parseBoolean(ctx.request().getParam("data"));
        installations.get(ctx.pathParam("id")).remove(fence(ctx), data);
        return Map.of();
    }

    private static byte[] body(RoutingContext ctx) {
        if (ctx.body().buffer() == null) {
            throw new IllegalArgumentException("the request needs a JSON body");
        }
        return ctx.body().buffer().getBytes();
    }

    private static int number(RoutingContext ctx) {
        return Integer.parseInt(ctx.pathParam("number"));
    }

    private static long fence(RoutingContext ctx) {
        String fence = ctx.request().getHeader("Slipway-Fence");
        if (fence == null) {
            throw new Refused(400, "fence_missing", "A change needs the header Slipway-Fence with a number.");
        }
        return Long.parseLong(fence);
    }

    private static Refused unknown() {
        return new Refused(404, "unknown_installation", "Nothing is known of this installation.");
    }

    private static void failed(RoutingContext ctx) {
        Refused refused = refused(ctx.failure(), ctx.statusCode());
        if (refused.status() >= 500) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    ctx.request().method() + " " + ctx.request().path(),
                    ctx.failure());
        }
        try {
            Map<String, String> body = Map.of("code", refused.code(), "detail", refused.getMessage());
            json(ctx, refused.status(), NodeJson.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two strings are always JSON", e);
        }
    }

    private static Refused refused(Throwable failure, int status) {
        return switch (failure) {
            case null -> new Refused(status, "http_" + status, "The request was not understood.");
            case Refused refused -> refused;
            case JacksonException e -> new Refused(400, "invalid_json", e.getOriginalMessage());
            case IllegalArgumentException e -> new Refused(400, "invalid_value", String.valueOf(e.getMessage()));
            case IOException e -> new Refused(503, "disk", "The node cannot write its state: " + e.getMessage());
            default -> new Refused(500, "internal", failure.toString());
        };
    }

    private static void json(RoutingContext ctx, int status, byte[] body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(body));
    }
}
