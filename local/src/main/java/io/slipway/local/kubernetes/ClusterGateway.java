package io.slipway.local.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.slipway.local.gateway.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The gateway of providers in a cluster: one stable URL per installation on this machine, in front of its Service. */
public final class ClusterGateway implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Gateway gateway;
    private final int port;

    private ClusterGateway(Vertx vertx, Gateway gateway, int port) {
        this.vertx = vertx;
        this.gateway = gateway;
        this.port = port;
    }

    /**
     * Returns when it listens on 127.0.0.1.
     *
     * @param port 0 = any free one
     * @param proxyPort where {@link #proxyArguments} has {@code kubectl} listen
     * @param prefix what names of the providers' namespaces begin with
     * @throws IOException when the port is taken
     */
    public static ClusterGateway start(int port, int proxyPort, String prefix)
            throws IOException, InterruptedException {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var gateway = new Gateway(vertx, new ServiceRoutes(prefix, proxyPort));
        try {
            return new ClusterGateway(vertx, gateway, await(gateway.listen(port, "127.0.0.1")));
        } catch (IOException e) {
            vertx.close();
            throw new IOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** The proxy lets through what the gateway asks for, and nothing else: it needs no login, and the kubeconfig may do all. */
    public static List<String> proxyArguments(int proxyPort, String prefix) {
        return List.of(
                "kubectl",
                "proxy",
                "--address=127.0.0.1",
                "--port=" + proxyPort,
                "--accept-paths=^/api/v1/namespaces/" + prefix + "-[a-z0-9-]+/services/" + ServiceRoutes.SERVICE
                        + ":80/proxy/");
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        await(gateway.close());
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the gateway took longer than " + LIMIT, e);
        }
    }
}
