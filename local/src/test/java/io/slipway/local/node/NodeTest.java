package io.slipway.local.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.slipway.local.node.NodeClient.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class NodeTest {
    @TempDir
    private static Path directory;

    private static TestImages images;
    private static Node node;
    private static NodeClient client;

    @BeforeAll
    static void start() throws Exception {
        images = TestImages.shared();
        node = Node.start(config(directory));
        client = new NodeClient(node.apiPort(), node.gatewayPort());
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    static NodeConfig config(Path directory) throws Exception {
        return new NodeConfig(
                directory,
                NodeConfig.LOOPBACK,
                0,
                0,
                NodeClient.TOKEN,
                TestImages.shared().access(),
                Set.of());
    }

    @Test
    void runsAnImageAndServesItAtTheInstallationsUrl() throws Exception {
        client.serve("ins_run", 1, spec(images.provider(), "GREETING", "moin"));

        assertThat(client.browse("ins_run", "/").body()).isEqualTo("moin");
        List<String> seen =
                client.browse("ins_run", "/env?a=b%20c").body().lines().toList();
        Path root = Path.of(seen.stream()
                        .filter(line -> line.startsWith("cwd="))
                        .findFirst()
                        .orElseThrow()
                        .substring("cwd=".length()))
                .getParent();
        assertThat(root).isEqualTo(directory.resolve("roots/ins_run/1"));
        assertThat(seen)
                .contains(
                        "uri=/env?a=b%20c",
                        "cwd=" + root.resolve("srv"),
                        "java=" + root.resolve("opt/java/bin/java"),
                        "env SLIPWAY_INSTALLATION=ins_run",
                        "env DATA_DIR=" + directory.resolve("data/ins_run"),
                        "header x-forwarded-prefix=/i/ins_run",
                        "header x-forwarded-for=127.0.0.1",
                        "header x-forwarded-proto=http",
                        "header x-forwarded-host=127.0.0.1:" + node.gatewayPort())
                .noneMatch(line -> line.startsWith("env HOME=") || line.startsWith("env JAVA_HOME="));
        assertThat(client.get("ins_run").body().get("url_path").asText()).isEqualTo("/i/ins_run/");
    }

    @Test
    void demandsItsToken() {
        NodeClient.Answer answer = client.call("GET", "/v1/status", null, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("boot_id").asText()).isNotEmpty();
        assertThat(anonymous("/v1/status")).isEqualTo(401);
    }

    @Test
    void changesAreIdempotentAndRevisionsImmutable() {
        Map<String, Object> spec = spec(images.provider(), "GREETING", "one");
        client.serve("ins_same", 1, spec);
        long pid = client.revision("ins_same", 1).get("pid").longValue();

        assertThat(client.put("ins_same", 1, spec).status()).isEqualTo(200);
        assertThat(client.route("ins_same", 1).status()).isEqualTo(200);
        NodeClient.Answer other = client.put("ins_same", 1, spec(images.provider(), "GREETING", "two"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().get("code").asText()).isEqualTo("revision_differs");
        assertThat(client.revision("ins_same", 1).get("pid").longValue()).isEqualTo(pid);
        assertThat(client.remove("ins_same", 1).body().get("code").asText()).isEqualTo("serving");
        assertThat(client.remove("ins_same", 2).status()).isEqualTo(202);
    }

    @Test
    void aLowerFenceIsRefusedAlsoAfterTheInstallationIsGone() {
        String path = "/v1/installations/ins_fence";
        Map<String, Object> spec = spec(images.provider());
        assertThat(client.call("PUT", path + "/revisions/1", 7L, spec).status()).isEqualTo(200);
        assertThat(client.call("PUT", path + "/revisions/2", 6L, spec)
                        .body()
                        .get("code")
                        .asText())
                .isEqualTo("fenced");
        assertThat(client.call("PUT", path + "/revisions/2", null, spec).status())
                .isEqualTo(400);

        assertThat(client.call("DELETE", path, 8L, null).status()).isEqualTo(202);
        await().atMost(NodeClient.PATIENCE).until(() -> client.get("ins_fence").status() == 404);
        assertThat(client.call("PUT", path + "/revisions/1", 7L, spec).status()).isEqualTo(409);
    }

    @Test
    void aCrashingProviderIsStartedAgainAfterGrowingWaits() {
        client.put("ins_crash", 1, spec(images.provider(), "MODE", "crash", "GREETING", "it"));
        await().atMost(NodeClient.PATIENCE).untilAsserted(() -> assertThat(
                        client.revision("ins_crash", 1).get("restarts").intValue())
                .isGreaterThanOrEqualTo(2));
        JsonNode crashed = client.awaitPhase("ins_crash", 1, "crashed");

        assertThat(crashed.get("exit_code").intValue()).isEqualTo(7);
        assertThat(crashed.get("last_output"))
                .extracting(JsonNode::asText)
                .contains("hello from it, mode crash", "about to fail");
        assertThat(client.route("ins_crash", 1).body().get("code").asText()).isEqualTo("not_ready");
        assertThat(client.remove("ins_crash", 1).status()).isEqualTo(202);
        client.awaitGone("ins_crash", 1);
    }

    @Test
    void aServingProviderThatDiesComesBackAtTheSameUrl() throws Exception {
        client.serve("ins_dies", 1, spec(images.provider(), "GREETING", "again"));

        assertThat(client.browse("ins_dies", "/exit").statusCode()).isEqualTo(502);
        await().atMost(NodeClient.PATIENCE)
                .until(() -> client.browse("ins_dies", "/").statusCode() == 503);
        await().atMost(NodeClient.PATIENCE)
                .until(() -> client.browse("ins_dies", "/").body().equals("again"));
        assertThat(client.revision("ins_dies", 1).get("exit_code").intValue()).isEqualTo(3);
    }

    @Test
    void anAnswerFromSomebodyElsesSocketIsNotReadiness() throws Exception {
        client.put("ins_else", 1, spec(images.provider(), "MODE", "elsewhere"));
        // It is starting before it has a process.
        long pid = await().atMost(NodeClient.PATIENCE)
                .until(
                        () -> client.awaitPhase("ins_else", 1, "starting")
                                .get("pid")
                                .longValue(),
                        known -> known > 0);
        String port = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1)
                .transform(environment -> List.of(environment.split("\0")))
                .stream()
                .filter(variable -> variable.startsWith("PORT="))
                .findFirst()
                .orElseThrow()
                .substring("PORT=".length());
        HttpServer impostor =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        AtomicInteger asked = new AtomicInteger();
        impostor.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        impostor.start();
        try {
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).untilAsserted(() -> assertThat(
                            client.revision("ins_else", 1).get("phase").asText())
                    .isEqualTo("starting"));
            assertThat(asked).hasValue(0);
        } finally {
            impostor.stop(0);
        }
    }

    @Test
    void losesAndRegainsReadinessWithItsHealth() throws Exception {
        client.serve("ins_ill", 1, spec(images.provider(), "GREETING", "ill"));
        Path ill = directory.resolve("data/ins_ill/ill");

        Files.createFile(ill);
        client.awaitPhase("ins_ill", 1, "unready");
        assertThat(client.browse("ins_ill", "/").statusCode()).isEqualTo(200);
        Files.delete(ill);
        JsonNode ready = client.awaitPhase("ins_ill", 1, "ready");
        assertThat(ready.get("restarts").intValue()).isZero();
    }

    @Test
    void aMissingImageStallsAndAnUnusableOneFails() throws Exception {
        client.put("ins_stall", 1, spec("test/provider@sha256:" + "0".repeat(64)));
        await().atMost(NodeClient.PATIENCE).untilAsserted(() -> assertThat(
                        client.revision("ins_stall", 1).get("stalled").asText())
                .startsWith("pull: the registry answered 404"));
        assertThat(client.revision("ins_stall", 1).get("phase").asText()).isEqualTo("pulling");

        client.put("ins_fail", 1, spec(images.withEntrypoint("/bin/sh", "-c", "true")));
        JsonNode failed = client.awaitPhase("ins_fail", 1, "failed");
        assertThat(failed.get("last_output").get(0).asText()).contains("the image has no program /bin/sh");
    }

    @Test
    void requestsInFlightFinishOnTheOldRevision() throws Exception {
        client.serve("ins_drain", 1, spec(images.provider(), "GREETING", "old"));
        client.put("ins_drain", 2, spec(images.provider(), "GREETING", "new"));
        client.awaitPhase("ins_drain", 2, "ready");

        var answer = new java.util.concurrent.CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(client.browse("ins_drain", "/slow?ms=1500").body());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        client.route("ins_drain", 2);
        client.remove("ins_drain", 1);

        assertThat(client.browse("ins_drain", "/").body()).isEqualTo("new");
        assertThat(client.revision("ins_drain", 1).get("phase").asText()).isEqualTo("stopping");
        assertThat(answer.get()).isEqualTo("old");
        client.awaitGone("ins_drain", 1);
    }

    @Test
    void withoutARouteTheServingRevisionMayGoFirst() throws Exception {
        client.serve("ins_recreate", 1, spec(images.provider(), "GREETING", "one"));
        assertThat(client.route("ins_recreate", null).body().get("route").isNull())
                .isTrue();
        assertThat(client.browse("ins_recreate", "/").statusCode()).isEqualTo(503);
        assertThat(client.remove("ins_recreate", 1).status()).isEqualTo(202);
        client.awaitGone("ins_recreate", 1);
    }

    @Test
    void whoIgnoresTheSignalIsKilledAfterTheGrace() {
        client.serve("ins_stub", 1, spec(images.provider(), "MODE", "stubborn"));
        long pid = client.revision("ins_stub", 1).get("pid").longValue();

        client.call("DELETE", "/v1/installations/ins_stub?data=true", 1L, null);

        await().atMost(NodeClient.PATIENCE).until(() -> client.get("ins_stub").status() == 404);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(directory.resolve("data/ins_stub")).doesNotExist();
    }

    @Test
    void theLogIsReadOnFromWhereOneStopped() {
        client.serve("ins_log", 1, spec(images.provider(), "GREETING", "log"));
        client.put("ins_log", 2, spec(images.provider(), "GREETING", "log2"));
        client.awaitPhase("ins_log", 2, "ready");

        JsonNode first = client.call("GET", "/v1/installations/ins_log/logs?limit=1", null, null)
                .body();
        assertThat(first.at("/items/0/text").asText()).isEqualTo("hello from log, mode well");
        assertThat(first.at("/items/0/revision").intValue()).isEqualTo(1);
        JsonNode second = client.call(
                        "GET",
                        "/v1/installations/ins_log/logs?after="
                                + first.get("next").asText(),
                        null,
                        null)
                .body();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.at("/items/0/text").asText()).isEqualTo("hello from log2, mode well");
    }

    private static int anonymous(String path) {
        try (java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            return http.send(
                            java.net.http.HttpRequest.newBuilder(
                                            java.net.URI.create("http://127.0.0.1:" + node.apiPort() + path))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
