package io.slipway.local.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.local.node.process.ProcFs;
import io.slipway.local.node.state.NodeJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.slipway.local.node.NodeClient.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The node is killed with SIGKILL, and a new one on the same directory finds what is left. */
class NodeRecoveryTest {
    private static final Pattern READY = Pattern.compile("API http://\\S+:(\\d+) gateway http://\\S+:(\\d+)\n");

    @TempDir
    private Path directory;

    private TestImages images;
    private Process node;
    private NodeClient client;

    @BeforeEach
    void start() throws Exception {
        images = TestImages.shared();
        startNode();
    }

    @AfterEach
    void stop() throws Exception {
        node.destroy();
        assertThat(node.waitFor()).as("exit code").isZero();
        assertThat(ours())
                .as("a node that was told to end leaves nothing behind")
                .isEmpty();
    }

    @Test
    void adoptsWhatStillRuns() throws Exception {
        client.serve("ins_adopt", 1, spec(images.provider(), "GREETING", "still here"));
        long pid = client.revision("ins_adopt", 1).get("pid").longValue();
        String since = client.revision("ins_adopt", 1).get("ready_since").asText();

        kill();
        assertThat(ProcessHandle.of(pid)).isPresent();
        startNode();

        assertThat(client.browse("ins_adopt", "/").body()).isEqualTo("still here");
        assertThat(client.revision("ins_adopt", 1).get("pid").longValue()).isEqualTo(pid);
        assertThat(client.revision("ins_adopt", 1).get("phase").asText()).isEqualTo("ready");
        assertThat(client.revision("ins_adopt", 1).get("ready_since").asText()).isEqualTo(since);
        assertThat(client.get("ins_adopt").body().get("route").intValue()).isEqualTo(1);
        assertThat(ours()).containsExactly(pid);
        client.browse("ins_adopt", "/print");
        await().atMost(NodeClient.PATIENCE).untilAsserted(() -> assertThat(
                        client.revision("ins_adopt", 1).get("last_output").toString())
                .contains("printed"));

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(NodeClient.PATIENCE).untilAsserted(() -> assertThat(
                        client.revision("ins_adopt", 1).get("restarts").intValue())
                .isEqualTo(1));
        client.awaitPhase("ins_adopt", 1, "ready");
        assertThat(client.browse("ins_adopt", "/").body()).isEqualTo("still here");
    }

    @Test
    void environmentsAreSealedOnTheDisk() throws Exception {
        client.serve("ins_sealed", 1, spec(images.provider(), "GREETING", "canary-in-the-environment"));
        assertThat(filesWith("canary-in-the-environment")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("node.key"))))
                .isEqualTo("rw-------");

        kill();
        ours().forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        startNode();

        client.awaitPhase("ins_sealed", 1, "ready");
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() ->
                        assertThat(client.browse("ins_sealed", "/").body()).isEqualTo("canary-in-the-environment"));
        assertThat(filesWith("canary-in-the-environment")).isEmpty();
    }

    /** Beside what the provider prints, which is its own affair. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(directory.resolve("logs")))
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    @Test
    void startsWhatIsMissingAndEndsWhatNobodyWants() throws Exception {
        client.serve("ins_missing", 1, spec(images.provider(), "GREETING", "missing"));
        client.serve("ins_orphan", 1, spec(images.provider(), "GREETING", "orphan"));
        long missing = client.revision("ins_missing", 1).get("pid").longValue();
        long orphan = client.revision("ins_orphan", 1).get("pid").longValue();

        kill();
        ProcessHandle.of(missing).orElseThrow().destroyForcibly();
        forgetProcess("ins_orphan");
        startNode();

        for (String installation : List.of("ins_missing", "ins_orphan")) {
            client.awaitPhase(installation, 1, "ready");
            await().atMost(NodeClient.PATIENCE)
                    .until(() -> client.browse(installation, "/").statusCode() == 200);
        }
        assertThat(ours()).hasSize(2).doesNotContain(missing, orphan);
    }

    @Test
    void goesOnWithARemovalThatWasUnderWay() throws Exception {
        client.serve("ins_gone", 1, spec(images.provider(), "MODE", "stubborn"));
        client.call("DELETE", "/v1/installations/ins_gone", 1L, null);
        kill();
        startNode();
        await().atMost(NodeClient.PATIENCE).until(() -> client.get("ins_gone").status() == 404);
        assertThat(ours()).isEmpty();
    }

    @Test
    void whatWasWantedStartsAgainAfterACleanStop() throws Exception {
        client.serve("ins_clean", 1, spec(images.provider(), "GREETING", "back"));
        node.destroy();
        node.waitFor();
        assertThat(ours()).isEmpty();

        startNode();
        await().atMost(NodeClient.PATIENCE)
                .until(() -> client.browse("ins_clean", "/").body().equals("back"));
        assertThat(client.revision("ins_clean", 1).get("restarts").intValue()).isZero();
    }

    /** As if the node had been killed between the fork and the row. */
    private void forgetProcess(String installation) throws IOException {
        Path file = directory.resolve("installations/" + installation + ".json");
        ObjectNode row = (ObjectNode) NodeJson.MAPPER.readTree(file.toFile());
        ((ObjectNode) row.at("/revisions/0/process")).putNull("identity");
        NodeJson.MAPPER.writeValue(file.toFile(), row);
    }

    private List<Long> ours() throws IOException {
        return new ProcFs().withToken(Files.readString(directory.resolve("node-id")) + ".");
    }

    private void kill() throws Exception {
        node.destroyForcibly().waitFor();
    }

    private void startNode() throws Exception {
        Path output = Files.createTempFile(directory, "node", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SLIPWAY_NODE_DIRECTORY",
                        directory.toString(),
                        "SLIPWAY_NODE_PORT",
                        "0",
                        "SLIPWAY_NODE_GATEWAY_PORT",
                        "0",
                        "SLIPWAY_NODE_TOKEN",
                        NodeClient.TOKEN,
                        "SLIPWAY_OCI_REGISTRY",
                        images.access().address(),
                        "SLIPWAY_OCI_INSECURE",
                        "true",
                        "SLIPWAY_OCI_USERNAME",
                        images.access().username(),
                        "SLIPWAY_OCI_PASSWORD",
                        images.access().password()));
        node = builder.start();
        Matcher told =
                await().atMost(NodeClient.PATIENCE).until(() -> READY.matcher(Files.readString(output)), Matcher::find);
        client = new NodeClient(Integer.parseInt(told.group(1)), Integer.parseInt(told.group(2)));
    }
}
