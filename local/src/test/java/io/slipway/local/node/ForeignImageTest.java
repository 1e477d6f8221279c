package io.slipway.local.node;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.oci.CopyImage;
import io.slipway.oci.Registries;
import io.slipway.oci.RegistryLogin;
import io.slipway.providerpackage.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.slipway.local.node.NodeClient.spec;
import static org.assertj.core.api.Assertions.assertThat;

/** An image that others have built, from a registry of theirs with a login: copied as it is, it runs. */
class ForeignImageTest {
    private static final String ID = "ins_foreign";
    private static final String COPY = "providers/ann/foreign";

    @TempDir
    private Path directory;

    @Test
    void aCopiedImageServes() throws Exception {
        TestImages images = TestImages.shared();
        try (EmbeddedRegistry theirs = EmbeddedRegistry.start(directory.resolve("theirs"), 0, "ann", "theirs");
                Node node = Node.start(NodeTest.config(directory.resolve("node")))) {
            String pushed = images.pushTo(theirs, "ann", "theirs", "ann/foreign");
            String digest = pushed.substring(pushed.indexOf('@') + 1);

            copy(ImageReference.parse(theirs.address() + "/" + pushed), images.address());

            NodeClient client = new NodeClient(node.apiPort(), node.gatewayPort());
            client.serve(ID, 1, spec(COPY + "@" + digest, "GREETING", "from elsewhere"));
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertThat(http.send(HttpRequest.newBuilder(client.url(ID, "/")).build(), BodyHandlers.ofString())
                                .body())
                        .isEqualTo("from elsewhere");
            }
        }
    }

    private static void copy(ImageReference image, String ours) throws Exception {
        try (Registries sources = new Registries(Set.of("http://" + image.registry()));
                Registries targets = new Registries(Set.of("http://" + ours))) {
            new CopyImage(sources, targets, Duration.ofMinutes(1), 1L << 30)
                    .copy(
                            image,
                            new RegistryLogin("ann", "theirs"),
                            new CopyImage.Target(
                                    ours, COPY, "bld_1", new RegistryLogin(TestImages.USER, TestImages.PASSWORD)),
                            _ -> {});
        }
    }
}
