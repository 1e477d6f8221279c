package io.slipway.local.node;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A provider that overwrites its own program harms nobody, and itself only until it starts again. */
class ProviderFilesTest {
    @TempDir
    private Path directory;

    @Test
    void whatAProviderWritesIntoItsFilesIsItsAloneAndGoneWithItsProcess() throws Exception {
        Map<String, Object> spec = NodeClient.spec(TestImages.shared().provider(), "GREETING", "moin");
        try (Node node = Node.start(NodeTest.config(directory))) {
            NodeClient client = new NodeClient(node.apiPort(), node.gatewayPort());
            client.serve("ins_spoilt", 1, spec);
            assertThat(client.browse("ins_spoilt", "/spoil").body()).isEqualTo("spoilt");

            client.serve("ins_other", 1, spec);
            client.put("ins_spoilt", 2, spec);
            client.awaitPhase("ins_spoilt", 2, "ready");

            client.browse("ins_spoilt", "/exit");
            await("it runs again").atMost(NodeClient.PATIENCE).until(() -> {
                var revision = client.revision("ins_spoilt", 1);
                return revision.path("restarts").asInt() == 1
                        && revision.path("phase").asText().equals("ready");
            });

            client.call("DELETE", "/v1/installations/ins_spoilt", 1L, null);
            await().atMost(NodeClient.PATIENCE)
                    .until(() -> client.get("ins_spoilt").status() == 404);
            assertThat(directory.resolve("roots")).isDirectoryContaining("glob:**/ins_other");
            assertThat(directory.resolve("roots/ins_spoilt")).doesNotExist();
        }
    }
}
