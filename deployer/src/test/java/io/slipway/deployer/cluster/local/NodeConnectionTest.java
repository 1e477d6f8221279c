package io.slipway.deployer.cluster.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.slipway.deployer.cluster.ClusterException;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NodeConnectionTest {

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void halfAnAnswerIsNone() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerByHalf(server));
            NodeConnection node = connection(server.getLocalPort());
            assertThatExceptionOfType(ClusterException.class).isThrownBy(() -> node.get("/v1/status"));
            node.close();
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

    private static NodeConnection connection(int port) {
        return new NodeConnection(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(NodeConfig.class)
                .withDefaultValue("slipway.node.url", "http://127.0.0.1:" + port)
                .withDefaultValue("slipway.node.token", "secret")
                .withDefaultValue("slipway.node.timeout", "200ms")
                .build()
                .getConfigMapping(NodeConfig.class));
    }
}
