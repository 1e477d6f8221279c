package io.slipway.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;

import io.github.sgtsilvio.oci.registry.DistributionRegistryStorage;
import io.github.sgtsilvio.oci.registry.OciRegistryHandler;
import io.netty.handler.codec.http.HttpMethod;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** An OCI registry (distribution-spec 1.1) over plain HTTP on 127.0.0.1, with one user (Basic, RFC 7617). */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final LoopResources loops;
    private final DisposableServer server;

    private EmbeddedRegistry(LoopResources loops, DisposableServer server) {
        this.loops = loops;
        this.server = server;
    }

    /**
     * Returns when it listens.
     *
     * @param directory holds blobs and manifests; made when missing
     * @param port 0 takes a free one
     * @throws EmbeddedServerException with one line that says why it did not start
     */
    public static EmbeddedRegistry start(Path directory, int port, String username, String password) {
        return start(directory, port, username, password, false);
    }

    /** The same, but to read takes no login. */
    public static EmbeddedRegistry startPublic(Path directory, int port, String username, String password) {
        return start(directory, port, username, password, true);
    }

    private static EmbeddedRegistry start(
            Path directory, int port, String username, String password, boolean isPublic) {
        var loops = LoopResources.create("registry", 1, true);
        try {
            Files.createDirectories(directory);
            var handler = new OciRegistryHandler(new DistributionRegistryStorage(directory));
            var expected = basic(username, password).getBytes(StandardCharsets.UTF_8);
            var server = HttpServer.create()
                    .runOn(loops)
                    .host("127.0.0.1")
                    .port(port)
                    .handle((request, response) -> isPublic && isRead(request)
                            ? handler.apply(request, response)
                            : guarded(expected, handler, request, response))
                    .bindNow(GRACE);
            return new EmbeddedRegistry(loops, server);
        } catch (IOException | RuntimeException e) {
            loops.disposeLater().block(GRACE);
            throw new EmbeddedServerException("the OCI registry did not start on port " + port + ": " + reason(e), e);
        }
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    private static String reason(Throwable e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }

    private static String basic(String username, String password) {
        var pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Publisher<Void> guarded(
            byte[] expected, OciRegistryHandler handler, HttpServerRequest request, HttpServerResponse response) {
        var given = request.requestHeaders().get("Authorization", "").getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(expected, given)) {
            return handler.apply(request, response);
        }
        return response.status(401)
                .header("WWW-Authenticate", "Basic realm=\"slipway\"")
                .send();
    }

    /** host:port, as it stands in an image reference. */
    public String address() {
        return "127.0.0.1:" + server.port();
    }

    /** Requests under way get 5 s. */
    @Override
    public void close() {
        server.disposeNow(GRACE);
        loops.disposeLater().block(GRACE.multipliedBy(2));
    }
}
