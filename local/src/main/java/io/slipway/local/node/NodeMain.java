package io.slipway.local.node;

import java.io.IOException;
import java.nio.file.FileSystemException;

import io.slipway.local.settings.Environment;
import io.slipway.local.settings.InvalidSettingException;

/**
 * A node that runs alone, beside services that run elsewhere; settings come from the environment. Exit codes: 0 ended by
 * SIGTERM or SIGINT, with its providers; 1 failed; 2 a setting is missing or wrong.
 */
public final class NodeMain {
    private NodeMain() {}

    public static void main(String[] arguments) {
        // The JDK's own would drop what is logged while the JVM ends.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        try {
            NodeConfig config = NodeConfig.from(new Environment(System.getenv()));
            Node node = Node.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node), "shutdown"));
            System.out.println("slipway-node: API http://" + config.host() + ":" + node.apiPort() + " gateway http://"
                    + config.host() + ":" + node.gatewayPort());
        } catch (InvalidSettingException e) {
            fail(2, e.getMessage());
        } catch (IOException e) {
            fail(1, line(e));
        } catch (InterruptedException e) {
            fail(1, "interrupted before it had started");
        }
    }

    /** The exit code would be the signal's without the halt, although everything ended in order. */
    private static void end(Node node) {
        try {
            node.close();
            Runtime.getRuntime().halt(0);
        } catch (IOException | InterruptedException e) {
            System.err.println("slipway-node: did not end cleanly: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static String line(IOException failure) {
        return switch (failure) {
            case FileSystemException file ->
                "cannot use " + file.getFile() + ": "
                        + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
            default -> String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
        };
    }

    private static void fail(int code, String message) {
        System.err.println("slipway-node: " + message);
        System.exit(code);
    }
}
