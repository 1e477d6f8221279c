package io.slipway.e2e.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.slipway.embedded.FreePort;
import io.slipway.testing.KubernetesUnderTest;
import org.awaitility.Awaitility;

/**
 * A real etcd and a real API server for one test, with neither controllers nor nodes: those of a cluster allow themselves 20
 * writes a second each, and would be all that is measured. {@link PodStandIn} does for Deployments what they do.
 */
final class ApiServerAlone implements AutoCloseable {
    private static final String TOKEN = "admin-of-a-test";
    private static final Duration START = Duration.ofMinutes(1);

    private final Path directory;
    private final int etcd = FreePort.find();
    private final int peers = FreePort.find();
    private final int port = FreePort.find();
    private final List<Process> processes = new ArrayList<>();

    private ApiServerAlone(Path directory) {
        this.directory = directory;
    }

    /** Skips the test, loudly, where there are no programs of Kubernetes. */
    static ApiServerAlone required(Path directory) throws IOException, GeneralSecurityException {
        Path program = KubernetesUnderTest.apiServerProgram();
        ApiServerAlone server = new ApiServerAlone(Files.createDirectories(directory));
        try {
            server.start(program);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    KubeClient client(String manager) {
        return new KubeClient("https://127.0.0.1:" + port, TOKEN, trusted(), manager);
    }

    /** For programs that read one. */
    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    private void start(Path program) throws IOException, GeneralSecurityException {
        String store = "http://127.0.0.1:" + etcd;
        String quorum = "http://127.0.0.1:" + peers;
        run(
                "etcd",
                "etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + store,
                "--advertise-client-urls=" + store,
                "--listen-peer-urls=" + quorum,
                "--initial-advertise-peer-urls=" + quorum,
                "--initial-cluster=default=" + quorum,
                "--unsafe-no-fsync");
        Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",admin,1,system:masters\n");
        writeAccountKeys();
        run(
                "api-server",
                program.toString(),
                "--etcd-servers=" + store,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--insecure-port=0",
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--cert-dir=" + directory,
                "--token-auth-file=" + directory.resolve("tokens.csv"),
                "--service-account-key-file=" + directory.resolve("accounts.pub"),
                "--service-account-signing-key-file=" + directory.resolve("accounts.key"),
                "--service-account-issuer=https://kubernetes.default.svc",
                // Both wait for what controllers write.
                "--disable-admission-plugins=ServiceAccount,ResourceQuota");
        Awaitility.await("API server")
                .atMost(START)
                .until(() -> processes.stream().allMatch(Process::isAlive)
                        && Files.exists(directory.resolve("apiserver.crt"))
                        && isReady());
        writeKubeconfig();
    }

    private void run(String name, String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start());
    }

    private boolean isReady() {
        try (KubeClient client = client("probe")) {
            return client.ready();
        }
    }

    private void writeAccountKeys() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        writePem("accounts.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        writePem("accounts.pub", "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private void writePem(String file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                directory.resolve(file), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what));
    }

    private void writeKubeconfig() throws IOException {
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                clusters: [{name: alone, cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: alone, context: {cluster: alone, user: admin}}]
                current-context: alone
                """.formatted(port, directory.resolve("apiserver.crt"), TOKEN));
    }

    /** The server has signed its own certificate. */
    private SSLContext trusted() {
        try (var file = Files.newInputStream(directory.resolve("apiserver.crt"))) {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                anchors.setCertificateEntry("anchor-" + anchors.size(), certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
