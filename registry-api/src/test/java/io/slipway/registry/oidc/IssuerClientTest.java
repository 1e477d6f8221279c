package io.slipway.registry.oidc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class IssuerClientTest {
    @Test
    void whatComesTooSlowlyIsHungUpOn() throws Exception {
        CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(listening, hungUp));
            IssuerClient client = new IssuerClient(Set.of("127.0.0.1"), Duration.ofSeconds(1));

            assertThatThrownBy(() -> client.get("http://127.0.0.1:" + listening.getLocalPort() + "/"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer");

            assertThat(hungUp).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
        }
    }

    private static void drip(ServerSocket listening, CompletableFuture<Boolean> hungUp) {
        try (Socket socket = listening.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1000; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
            }
            hungUp.complete(false);
        } catch (IOException _) {
            hungUp.complete(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
