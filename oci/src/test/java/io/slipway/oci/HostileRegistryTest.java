package io.slipway.oci;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.oci.OciException.Reason;
import io.slipway.outbound.OutboundLimits;
import io.slipway.providerpackage.ImageReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What users name is not what they say it is: registries that lie, stall, and lead elsewhere. */
@Timeout(60)
class HostileRegistryTest {
    private static final RegistryLogin ANN = new RegistryLogin("ann", "secret-password");
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";

    private HttpServer server;
    private HttpServer other;
    private Registries registries;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> askedOther = new CopyOnWriteArrayList<>();
    private volatile Script script = (_, _) -> {};

    private interface Script {
        void answer(HttpExchange exchange, String path) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = listening(asked, (exchange, path) -> script.answer(exchange, path));
        other = listening(askedOther, (exchange, path) -> script.answer(exchange, path));
        registries = new Registries(Set.of("http://" + address(server)));
    }

    @AfterEach
    void stop() {
        registries.close();
        server.stop(0);
        other.stop(0);
    }

    @Test
    void aTokenIsGotWithTheLoginAndShownToTheRegistry() throws Exception {
        script = (exchange, path) -> {
            if (path.startsWith("/token")) {
                answer(exchange, 200, "application/json", "{\"token\":\"t0k3n\"}");
            } else if (!"Bearer t0k3n".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                challenge(
                        exchange, "Bearer realm=\"http://" + address(server) + "/token?a=b\",service=\"our registry\"");
            } else {
                image(exchange, path);
            }
        };

        resolve(ANN);

        assertThat(asked).hasSize(4);
        assertThat(asked.get(1))
                .isEqualTo("GET /token?a=b&service=our+registry&scope=repository%3Aacme%2Fhello%3Apull " + ANN.basic());
        assertThat(asked.get(2)).endsWith(" Bearer t0k3n");
    }

    @Test
    void aLoginIsShownOnlyToWhoAsksForIt() throws Exception {
        script = this::image;

        resolve(ANN);

        assertThat(asked).hasSize(2).allMatch(line -> line.endsWith(" null"));
    }

    @Test
    void aRegistryThatNeverHasEnoughIsAskedTwice() {
        script = (exchange, _) -> challenge(exchange, "Basic realm=\"x\"");

        assertThat(refusal(ANN)).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(asked).hasSize(2);
        assertThat(refusal(null)).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(asked).hasSize(3);
    }

    /** The operator has allowed one server of the internal network: not its neighbours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://%s/token",
                "https://%s/token",
                "http://localhost/token",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]:1/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "file:///etc/passwd",
                "ftp://example.org/",
                "//evil",
                "",
                "http://user:pw@example.org/",
                "https://0x7f.1/",
                "http:// x/"
            })
    void aTokenServiceIsNoWayInside(String realm) {
        script = (exchange, _) -> challenge(exchange, "Bearer realm=\"" + realm.formatted(address(other)) + "\"");

        assertThat(refusal(ANN)).isIn(Reason.REFUSED, Reason.INVALID);
        assertThat(askedOther).as("nobody else is asked").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://%s/v2/x",
                "https://%s/",
                "http://169.254.169.254/",
                "https://10.0.0.1/",
                "https://[fe80::1]/"
            })
    void aRedirectIsNoWayInside(String location) {
        script = (exchange, _) -> {
            exchange.getResponseHeaders().add("Location", location.formatted(address(other)));
            answer(exchange, 307, "text/plain", "");
        };

        assertThat(refusal(ANN)).isEqualTo(Reason.REFUSED);
        assertThat(askedOther).isEmpty();
    }

    /** It may be where somebody else than the registry says what is answered. */
    @Test
    void whoIsLedToByARedirectWantsALoginInVain() throws Exception {
        script = (exchange, path) -> {
            if (exchange.getLocalAddress().getPort() == server.getAddress().getPort()) {
                exchange.getResponseHeaders().add("Location", "http://" + address(other) + path);
                answer(exchange, 307, "text/plain", "");
            } else if (path.startsWith("/token")) {
                answer(exchange, 200, "application/json", "{\"token\":\"t0k3n\"}");
            } else {
                challenge(exchange, "Bearer realm=\"http://" + address(other) + "/token\"");
            }
        };
        try (Registries both = new Registries(Set.of("http://" + address(server), "http://" + address(other)))) {
            OciException refusal = catchThrowableOfType(OciException.class, () -> resolve(both, "acme/hello:1.0", ANN));

            assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        }
        assertThat(askedOther).isNotEmpty().allMatch(line -> line.endsWith(" null"));
    }

    @Test
    void aLoginStaysWithTheRegistryWhenAnUploadGoesElsewhere() throws Exception {
        script = (exchange, path) -> {
            if (exchange.getLocalAddress().getPort() != server.getAddress().getPort()) {
                exchange.getRequestBody().readAllBytes();
                answer(exchange, 201, "text/plain", "");
            } else if (exchange.getRequestHeaders().containsKey("Authorization")) {
                exchange.getResponseHeaders().add("Location", "http://" + address(other) + "/upload");
                answer(exchange, 202, "text/plain", "");
            } else {
                challenge(exchange, "Basic realm=\"x\"");
            }
        };
        byte[] content = CONFIG.getBytes(StandardCharsets.UTF_8);
        try (Registries both = new Registries(Set.of("http://" + address(server), "http://" + address(other)))) {
            new Push(both.push(address(server), "acme/hello", ANN), OutboundLimits.DEFAULT)
                    .blob(
                            new Manifest.Blob(Documents.digest(content), content.length),
                            new ByteArrayInputStream(content));
        }
        assertThat(askedOther)
                .singleElement()
                .asString()
                .startsWith("PUT /upload")
                .endsWith(" null");
    }

    @Test
    void redirectsEnd() {
        script = (exchange, path) -> {
            exchange.getResponseHeaders().add("Location", path);
            answer(exchange, 302, "text/plain", "");
        };

        assertThat(refusal(null)).isEqualTo(Reason.INVALID);
        assertThat(asked).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | NOT_FOUND",
                "403 | DENIED",
                "429 | UNREACHABLE",
                "500 | UNREACHABLE",
                "503 | UNREACHABLE",
                "400 | INVALID",
                "200 | INVALID",
                "204 | INVALID",
                "418 | INVALID"
            })
    void saysWhatAStatusMeans(int status, Reason reason) {
        script = (exchange, _) -> answer(exchange, status, MANIFEST, status == 204 ? "" : "<html>");

        assertThat(refusal(null)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{",
                "{}",
                "{\"config\":{}}",
                "{\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\"}}",
                "{\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:../../x\",\"size\":1}}",
                "{\"mediaType\":\"application/vnd.docker.distribution.manifest.v1+json\"}",
                "{\"mediaType\":\"text/html\"}"
            })
    void aManifestThatIsNoneIsRefused(String manifest) {
        script = (exchange, _) -> answer(exchange, 200, MANIFEST, manifest);

        assertThat(refusal(null)).isEqualTo(Reason.INVALID);
    }

    @Test
    void deepJsonIsRefused() {
        script = (exchange, _) -> answer(exchange, 200, MANIFEST, "{\"a\":" + "[".repeat(100_000));

        assertThat(refusal(null)).isEqualTo(Reason.INVALID);
    }

    @Test
    void aManifestOfAnotherDigestIsRefused() {
        script = (exchange, path) -> image(exchange, path);

        assertThat(refusal("acme/hello@sha256:" + "00".repeat(32), null)).isEqualTo(Reason.INVALID);
    }

    @Test
    void aConfigThatIsNotWhatItsDigestSaysIsRefused() {
        script = (exchange, path) -> {
            if (path.contains("/blobs/")) {
                answer(exchange, 200, "x", CONFIG.replace("amd64", "arm64"));
            } else {
                image(exchange, path);
            }
        };

        assertThat(refusal(null)).isEqualTo(Reason.INVALID);
    }

    @Test
    void anEndlessManifestEnds() {
        script = (exchange, _) -> {
            exchange.getResponseHeaders().add("Content-Type", MANIFEST);
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(spaces);
            }
        };

        assertThat(refusal(null)).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aSlowAnswerEnds() {
        script = (exchange, _) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };

        assertThat(refusal(null)).isEqualTo(Reason.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5000/hello",
                "localhost/hello",
                "localhost:5000/hello",
                "[::1]:5000/hello",
                "[::ffff:127.0.0.1]:5000/hello",
                "[fe80::1]/hello",
                "[fd00::1]/hello",
                "10.0.0.1/hello",
                "172.16.0.1/hello",
                "192.168.1.1:443/hello",
                "169.254.169.254/hello",
                "100.64.0.1/hello",
                "0.0.0.0:80/hello",
                "2130706433:5000/hello",
                "0177.0.0.1/hello",
                "0x7f.0.0.1/hello",
                "127.1/hello",
                "evil.example:443/hello"
            })
    void aReferenceIsNoWayInside(String name) throws Exception {
        // What a name of somebody's resolves to, first to a public address, then to one inside.
        AtomicInteger times = new AtomicInteger();
        try (Registries guarded = new Registries(
                Set.of("http://" + address(server)),
                _ -> new InetAddress[] {
                    InetAddress.ofLiteral(times.getAndIncrement() == 7 ? "93.184.216.34" : "127.0.0.1")
                },
                SSLContext.getDefault())) {
            ImageReference image = ImageReference.parse(name);

            OciException refusal = catchThrowableOfType(OciException.class, () -> new ResolveImage(
                            guarded, new Platform("linux", "amd64"), Duration.ofSeconds(2))
                    .resolve(image, ANN));

            // Of a name nobody is told whether it is unknown or inside.
            boolean isName = name.startsWith("localhost") || name.startsWith("evil");
            assertThat(refusal.reason()).isEqualTo(isName ? Reason.UNREACHABLE : Reason.REFUSED);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void nothingSaysThePassword() {
        script = (exchange, _) -> challenge(exchange, "Basic realm=\"x\"");

        OciException refusal = catchThrowableOfType(OciException.class, () -> resolve(ANN));

        assertThat(refusal.getMessage() + ANN).doesNotContain("secret-password");
    }

    private void image(HttpExchange exchange, String path) throws IOException {
        String digest = Documents.digest(CONFIG.getBytes(StandardCharsets.UTF_8));
        if (path.contains("/manifests/")) {
            answer(
                    exchange,
                    200,
                    MANIFEST,
                    "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                            + digest + "\",\"size\":" + CONFIG.length() + "},\"layers\":[]}");
        } else {
            answer(exchange, 200, "application/octet-stream", CONFIG);
        }
    }

    private Reason refusal(RegistryLogin login) {
        return refusal("acme/hello:1.0", login);
    }

    private Reason refusal(String name, RegistryLogin login) {
        OciException refusal = catchThrowableOfType(OciException.class, () -> resolve(name, login));
        assertThat(refusal).isNotNull();
        return refusal.reason();
    }

    private void resolve(RegistryLogin login) throws Exception {
        resolve("acme/hello:1.0", login);
    }

    private void resolve(String name, RegistryLogin login) throws Exception {
        resolve(registries, name, login);
    }

    private void resolve(Registries registries, String name, RegistryLogin login) throws Exception {
        new ResolveImage(registries, new Platform("linux", "amd64"), Duration.ofSeconds(2))
                .resolve(ImageReference.parse(address(server) + "/" + name), login);
    }

    private static void challenge(HttpExchange exchange, String header) throws IOException {
        exchange.getResponseHeaders().add("WWW-Authenticate", header);
        answer(exchange, 401, "text/plain", "");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer listening(List<String> asked, Script script) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            script.answer(exchange, path);
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }
}
