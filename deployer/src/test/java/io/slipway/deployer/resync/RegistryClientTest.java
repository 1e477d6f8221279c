package io.slipway.deployer.resync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.deployer.installation.Peers;
import io.slipway.deployer.resync.RegistryClient.VersionPage;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Multi;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class RegistryClientTest {

    @Test
    void halfAnAnswerIsNone() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerByHalf(server));
            RegistryClient registry = QuarkusRestClientBuilder.newBuilder()
                    .baseUri(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                    .readTimeout(300, TimeUnit.MILLISECONDS)
                    .build(RegistryClient.class);
            Multi<VersionPage> pages =
                    Pages.of(after -> registry.versions(after, 1), VersionPage::next, Duration.ofMillis(500));
            assertThat(pages.collect().asList().subscribeAsCompletionStage())
                    .failsWithin(Duration.ofSeconds(15))
                    .withThrowableOfType(ExecutionException.class);
        }
    }

    private static void answerByHalf(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException _) {
            // The client has gone.
        }
    }
}
