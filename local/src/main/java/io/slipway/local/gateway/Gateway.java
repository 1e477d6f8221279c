package io.slipway.local.gateway;

import java.time.Duration;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/** One stable URL per installation in front of whichever revision serves it. */
public final class Gateway {
    /** Shorter than servers keep idle connections open, so that ours are seldom closed from the other side. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    private static final int MAX_CONNECTIONS_PER_ORIGIN = 4_096;

    private final Routes routes;
    private final HttpServer server;
    private final HttpClient keeping;
    private final HttpClient fresh;

    public Gateway(Vertx vertx, Routes routes) {
        this.routes = routes;
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_PER_ORIGIN);
        this.keeping = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(Math.toIntExact(KEEP_ALIVE.toSeconds())), pool);
        this.fresh = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false), pool);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHandle100ContinueAutomatically(true)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::handle);
    }

    /** @param port 0 = any free one; the result says which */
    public Future<Integer> listen(int port, String host) {
        return server.listen(port, host).map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        return server.close().compose(_ -> keeping.close()).compose(_ -> fresh.close());
    }

    private void handle(HttpServerRequest request) {
        request.pause();
        Optional<Target> target = routes.target(request);
        if (target.isEmpty()) {
            refuse(request, Problem.unknown_path);
            return;
        }
        if (target.get().lacksSlash()) {
            redirect(request, target.get());
            return;
        }
        routes.acquire(target.get())
                .ifPresentOrElse(
                        origin -> new Exchange(request, target.get(), origin).forward(keeping, fresh),
                        () -> refuse(request, Problem.not_serving));
    }

    private static void refuse(HttpServerRequest request, Problem problem) {
        request.resume();
        problem.answer(request.response());
    }

    /** Relative links in what the provider answers need the slash. */
    private static void redirect(HttpServerRequest request, Target target) {
        request.resume();
        request.response()
                .setStatusCode(308)
                .putHeader("Location", target.prefix() + "/" + target.rest())
                .end();
    }
}
