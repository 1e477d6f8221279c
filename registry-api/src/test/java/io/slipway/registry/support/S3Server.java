package io.slipway.registry.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.slipway.testing.Scratch;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import static org.awaitility.Awaitility.await;

/** S3Proxy, which keeps objects in memory and checks signatures, as a process of its own. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "packages";
    private static final String KEY_ID = "local-identity";
    private static final String SECRET = "local-credential-that-nobody-knows";

    private final int port;
    private final Process process;

    private S3Server(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    public static S3Server start() {
        try {
            int port = freePort();
            Path directory = Scratch.directory("s3proxy");
            Path settings = Files.write(
                    directory.resolve("s3proxy.properties"),
                    List.of(
                            "s3proxy.endpoint=http://127.0.0.1:" + port,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + KEY_ID,
                            "s3proxy.credential=" + SECRET,
                            "jclouds.provider=transient-nio2",
                            "jclouds.identity=any",
                            "jclouds.credential=any"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath(),
                            S3ServerProcess.class.getName(),
                            Long.toString(ProcessHandle.current().pid()),
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("s3proxy.log").toFile())
                    .start();
            S3Server server = new S3Server(port, process);
            await().atMost(Duration.ofSeconds(30)).until(server::answers);
            server.makeBucket();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String classPath() {
        Path target = Path.of(System.getProperty("slipway.root"), "registry-api/target");
        return target.resolve("s3proxy.jar") + java.io.File.pathSeparator + target.resolve("test-classes");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void makeBucket() {
        try (S3AsyncClient client = S3AsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build()) {
            client.createBucket(bucket -> bucket.bucket(BUCKET)).join();
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** What an operator would configure. */
    public Map<String, String> settings() {
        return Map.of(
                "slipway.blobs.store",
                "s3",
                "slipway.blobs.s3.bucket",
                BUCKET,
                "slipway.blobs.s3.endpoint",
                endpoint(),
                "slipway.blobs.s3.path-style",
                "true",
                "slipway.blobs.s3.access-key-id",
                KEY_ID,
                "slipway.blobs.s3.secret-access-key",
                SECRET);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
