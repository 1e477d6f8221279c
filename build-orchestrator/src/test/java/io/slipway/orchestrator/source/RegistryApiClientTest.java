package io.slipway.orchestrator.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RegistryApiClientTest {

    @Test
    void halfAnAnswerIsNone() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerByHalf(server));
            RegistryApiClient registry = new RegistryApiClient(config(server.getLocalPort()), "secret");
            assertThat(registry.getAsync("/internal/versions", BodyHandlers.ofString()))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(TimeoutException.class);
            registry.close();
        }
    }

    private static void answerByHalf(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private static RegistryApiConfig config(int port) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RegistryApiConfig.class)
                .withDefaultValue("slipway.registry-api.url", "http://127.0.0.1:" + port)
                .withDefaultValue("slipway.registry-api.timeout", "200ms")
                .build()
                .getConfigMapping(RegistryApiConfig.class);
    }
}
