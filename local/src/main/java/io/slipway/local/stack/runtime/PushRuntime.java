package io.slipway.local.stack.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.slipway.embedded.MachineCache;
import io.slipway.local.settings.Environment;
import io.slipway.local.settings.InvalidSettingException;
import io.slipway.local.settings.RegistryAccess;
import io.slipway.local.stack.StackFailure;

/**
 * Makes the base image {@code java25} from the JDK that runs this, pushes it to the registry of the environment's
 * {@code SLIPWAY_OCI_…} and prints its reference. An argument names a file that gets registry-api's settings for it. Exit
 * codes: 0 pushed, 1 failed, 2 a setting is missing or wrong.
 */
public final class PushRuntime {
    private PushRuntime() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        try {
            var registry = RegistryAccess.from(new Environment(System.getenv()));
            var reference = new RuntimeImage(registry, MachineCache.directory()).push();
            if (arguments.length > 0) {
                write(Path.of(arguments[0]), reference);
            }
            System.out.println(reference);
            System.exit(0); // Jib's threads would stay for a minute
        } catch (InvalidSettingException e) {
            fail(2, e.getMessage());
        } catch (StackFailure | IOException e) {
            fail(1, e.getMessage());
        }
    }

    /** Whoever reads the file meanwhile sees the old one or the new one. */
    private static void write(Path file, String reference) throws IOException {
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.writeString(partial, """
                slipway.runtimes.java25.version=%s
                slipway.runtimes.java25.image=%s
                """.formatted(version(), reference));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String version() {
        var version = Runtime.version();
        return version.feature() + "." + version.interim() + "." + version.update();
    }

    private static void fail(int code, String message) {
        System.err.println("slipway: " + message);
        System.exit(code);
    }
}
