package io.slipway.local.node;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.slipway.local.node.NodeClient.spec;
import static org.assertj.core.api.Assertions.assertThat;

/** The gateway in front of real providers. */
class GatewayTest {
    private static final String ID = "ins_gateway";

    @TempDir
    private static Path directory;

    private static TestImages images;
    private static Node node;
    private static NodeClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        images = TestImages.shared();
        node = Node.start(NodeTest.config(directory));
        client = new NodeClient(node.apiPort(), node.gatewayPort());
        client.serve(ID, 1, spec(images.provider(), "GREETING", "plain"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void noRequestFailsWhileRevisionsChange() throws Exception {
        String id = "ins_switch";
        client.serve(id, 1, spec(images.provider(), "GREETING", "1"));
        try (Load load = Load.on(client.url(id, "/"))) {
            for (int revision = 2; revision <= 11; revision++) {
                // Every other one closes kept connections after a few requests, as many servers do.
                String most = revision % 2 == 0 ? "3" : "0";
                client.serve(
                        id,
                        revision,
                        spec(
                                images.provider(),
                                "GREETING",
                                Integer.toString(revision),
                                "REQUESTS_PER_CONNECTION",
                                most));
                client.remove(id, revision - 1);
                client.awaitGone(id, revision - 1);
            }
            Load.Result result = load.finish();
            System.out.printf("10 switches: %s%n", result);
            assertThat(result.failures()).isEmpty();
            assertThat(result.perSecond()).isGreaterThan(200);
            assertThat(result.bodies()).contains("1", "2", "10", "11");
        }
    }

    @Test
    void largeBodiesStreamBothWays() throws Exception {
        byte[] body = new byte[24 << 20];
        body[body.length - 1] = 1;
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));

        assertThat(post("/hash", BodyPublishers.ofByteArray(body))).isEqualTo(expected);
        assertThat(post("/hash", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                .isEqualTo(expected);
        HttpResponse<byte[]> large = http.send(get("/large"), BodyHandlers.ofByteArray());
        assertThat(large.body()).hasSize(32 << 20);
    }

    @Test
    void serverSentEventsArriveAsTheyAreSent() throws Exception {
        List<Long> delays = new ArrayList<>();
        HttpResponse<java.util.stream.Stream<String>> events = http.send(get("/events"), BodyHandlers.ofLines());
        assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
        try (var lines = events.body()) {
            lines.filter(line -> line.startsWith("data: "))
                    .forEach(line -> delays.add(System.currentTimeMillis() - Long.parseLong(line.substring(6))));
        }
        assertThat(delays).hasSize(3).allSatisfy(delay -> assertThat(delay).isLessThan(250));
    }

    @Test
    void webSocketsPass() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(client.url(ID, "/socket").toString().replace("http:", "ws:")), listener(texts))
                .get(5, TimeUnit.SECONDS);
        socket.sendText("first", true).join();
        assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
        socket.sendText("second", true).join();
        assertThat(texts.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
        socket.abort();
    }

    @Test
    void saysWhyItCannotServe() throws Exception {
        HttpResponse<String> unknown = client.browse("ins_unknown", "/");
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(unknown.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(unknown.body()).contains("\"code\":\"not_serving\"");
        assertThat(client.browse(ID, "").headers().firstValue("location")).contains("/i/" + ID + "/");
        HttpRequest elsewhere =
                HttpRequest.newBuilder(client.url(ID, "/").resolve("/other")).build();
        assertThat(http.send(elsewhere, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    @Test
    void headAndEmptyPostPass() throws Exception {
        HttpRequest head =
                HttpRequest.newBuilder(client.url(ID, "/healthz")).HEAD().build();
        assertThat(http.send(head, BodyHandlers.ofString()).headers().firstValue("content-length"))
                .contains("6");
        assertThat(post("/", BodyPublishers.noBody())).isEqualTo("plain");
    }

    private String post(String path, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(client.url(ID, path)).POST(body).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(client.url(ID, path)).build();
    }

    private static WebSocket.Listener listener(BlockingQueue<String> texts) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                texts.add(data.toString());
                socket.request(1);
                return null;
            }
        };
    }
}
