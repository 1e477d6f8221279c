package io.slipway.local.node;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.slipway.local.gateway.Gateway;
import io.slipway.local.gateway.RouteTable;
import io.slipway.local.node.image.ImageStore;
import io.slipway.local.node.image.RegistryClient;
import io.slipway.local.node.process.Ports;
import io.slipway.local.node.process.ProcFs;
import io.slipway.local.node.process.Processes;
import io.slipway.local.node.state.InstallationFiles;
import io.slipway.local.node.state.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/**
 * What a kubelet does, for one machine: runs the revisions that its API was told, keeps them running also when it was
 * killed in between, and puts one stable URL in front of each installation. It isolates nothing: providers run as its user.
 */
public final class Node implements AutoCloseable {
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(10);
    private static final int WORKERS = 4;
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Duration UNUSED_IMAGES = Duration.ofHours(1);
    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    private final Vertx vertx;
    private final Installations installations;
    private final HttpServer api;
    private final Gateway gateway;
    private final FileChannel lock;
    private final int gatewayPort;

    private Node(
            Vertx vertx,
            Installations installations,
            HttpServer api,
            Gateway gateway,
            FileChannel lock,
            int gatewayPort) {
        this.vertx = vertx;
        this.installations = installations;
        this.api = api;
        this.gateway = gateway;
        this.lock = lock;
        this.gatewayPort = gatewayPort;
    }

    /**
     * Takes up what the directory says is wanted, then opens the gateway and the API.
     *
     * @throws IOException when the directory is unusable or another node works on it, when a port is taken, or when this is
     *     not Linux, whose process table the node cannot do without
     */
    public static Node start(NodeConfig config) throws IOException, InterruptedException {
        Files.createDirectories(config.directory());
        Files.setPosixFilePermissions(config.directory(), PosixFilePermissions.fromString("rwx------"));
        FileChannel lock = lock(config.directory());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            Tools tools = tools(config);
            Installations installations = new Installations(tools);
            Gateway gateway = new Gateway(vertx, tools.routes());
            NodeApi api = new NodeApi(vertx, installations, tools, config.token());
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                    .requestHandler(api.router());
            // Both ports are ours before a process is touched; until then the gateway serves nothing and the API says
            // so.
            int gatewayPort = listening(gateway.listen(config.gatewayPort(), config.host()), config.gatewayPort());
            listening(server.listen(config.apiPort(), config.host()), config.apiPort());
            installations.recover();
            api.open();
            sweepImages(vertx, tools, installations);
            return new Node(vertx, installations, server, gateway, lock, gatewayPort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            vertx.close();
            lock.close();
            throw e;
        }
    }

    private static void sweepImages(Vertx vertx, Tools tools, Installations installations) {
        vertx.setPeriodic(SWEEP.toMillis(), _ -> vertx.<Void>executeBlocking(() -> {
                    tools.images().sweep(installations.images(), UNUSED_IMAGES);
                    return null;
                })
                .onFailure(e -> LOG.log(System.Logger.Level.WARNING, "images cannot be swept: {0}", e.toString())));
    }

    public int apiPort() {
        return api.actualPort();
    }

    public int gatewayPort() {
        return gatewayPort;
    }

    /** Ends the providers too; they start again with the next start. */
    @Override
    @SuppressWarnings("try") // what an interrupted shutdown means is for the caller to decide
    public void close() throws IOException, InterruptedException {
        try {
            await(api.close());
        } finally {
            installations.shutdown();
        }
        await(gateway.close());
        await(vertx.close());
        lock.close();
    }

    private static Tools tools(NodeConfig config) throws IOException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        ProcFs procFs = new ProcFs();
        Processes processes = new Processes(procFs);
        Clock clock = Clock.systemUTC();
        RegistryClient registry = new RegistryClient(http, config.registry());
        return new Tools(
                nodeId(config.directory().resolve("node-id")),
                config.directory(),
                clock,
                new InstallationFiles(
                        config.directory().resolve("installations"),
                        NodeKey.open(config.directory().resolve("node.key"))),
                new ImageStore(config.directory().resolve("images"), registry, clock, processes.bootId()),
                processes,
                new Ports(config.reservedPorts()),
                new HealthProbe(http, procFs),
                new RouteTable());
    }

    /** Tells this node's processes from those of another one on the same machine. */
    private static String nodeId(Path file) throws IOException {
        if (!Files.exists(file)) {
            InstallationFiles.write(
                    file, UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return Files.readString(file).strip();
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (java.nio.channels.OverlappingFileLockException e) {
            channel.close();
            throw new IOException("another node of this process works on " + directory, e);
        }
        channel.close();
        throw new IOException("another node works on " + directory);
    }

    private static <T> T listening(Future<T> server, int port) throws IOException, InterruptedException {
        try {
            return await(server);
        } catch (IOException e) {
            throw new IOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    private static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SERVER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the node's servers took longer than " + SERVER_LIMIT, e);
        }
    }
}
