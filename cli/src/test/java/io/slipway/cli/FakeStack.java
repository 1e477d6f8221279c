package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** A project's root whose stack says one thing and ends. While it is open, commands start that one. */
final class FakeStack implements AutoCloseable {
    private static final String ROOT = "slipway.root";
    private static final String SOURCE = """
            package io.slipway.local.stack;

            public class StackMain {
                public static void main(String[] arguments) {
                    System.out.println("a token");
                    System.err.println("%s");
                    System.exit(%d);
                }
            }
            """;

    private final String before = System.getProperty(ROOT);

    FakeStack(Path root, String says, int exitCode) throws IOException {
        Path target = Files.createDirectories(root.resolve("local/target/lib")).getParent();
        Path source = Files.writeString(target.resolve("StackMain.java"), SOURCE.formatted(says, exitCode));
        // A directory on the class path, whatever its name.
        Path classes = Files.createDirectories(target.resolve("local-0.1.0.jar"));
        int compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        System.setProperty(ROOT, root.toString());
    }

    @Override
    public void close() {
        if (before == null) {
            System.clearProperty(ROOT);
        } else {
            System.setProperty(ROOT, before);
        }
    }
}
