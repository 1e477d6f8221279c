package io.slipway.local.node;

import java.nio.file.Files;
import java.nio.file.Path;

/** A node in a JVM of its own, so that a test can kill it: directory, registry's address, file for the two ports. */
final class NodeMain {
    private NodeMain() {}

    public static void main(String[] args) throws Exception {
        Node node = Node.start(new NodeConfig(
                Path.of(args[0]), 0, 0, NodeClient.TOKEN, args[1], TestImages.USER, TestImages.PASSWORD));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        Path ports = Path.of(args[2]);
        Path fresh = ports.resolveSibling("ports.new");
        Files.writeString(fresh, node.apiPort() + " " + node.gatewayPort());
        Files.move(fresh, ports);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
