package io.slipway.local.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.slipway.local.node.image.Image;
import io.slipway.local.node.image.RootFs;
import io.slipway.local.node.image.UnusableImageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandTest {
    @TempDir
    private Path root;

    @BeforeEach
    void fill() throws IOException {
        program("opt/java/bin/java");
        program("app/run");
        Files.writeString(root.resolve("app/data"), "not a program");
        Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(root.resolve("usr/bin/tool"), Path.of("../../opt/java/bin/java"));
        Files.createSymbolicLink(root.resolve("usr/bin/shell"), Path.of("/bin/sh"));
    }

    @Test
    void aNameIsSearchedInTheImagesPathOnly() throws Exception {
        assertThat(line("java", "Hello.java"))
                .containsExactly(root.resolve("opt/java/bin/java").toString(), "Hello.java");
        assertThat(line("tool"))
                .containsExactly(root.resolve("opt/java/bin/java").toString());
        assertThatThrownBy(() -> line("ls"))
                .isInstanceOf(UnusableImageException.class)
                .hasMessageContaining("ls");
    }

    @Test
    void pathsAreTheImages() throws Exception {
        assertThat(line("/app/run")).containsExactly(root.resolve("app/run").toString());
        assertThat(line("./run")).containsExactly(root.resolve("app/run").toString());
        assertThat(line("../../../app/run"))
                .containsExactly(root.resolve("app/run").toString());
        for (String name : List.of("/bin/sh", "shell", "/usr/bin/shell", "../../../../bin/sh", "/app/data", "/app")) {
            assertThatThrownBy(() -> line(name)).as(name).isInstanceOf(UnusableImageException.class);
        }
    }

    @Test
    void variablesOfTheImageThatNameItsFilesPointToWhereTheyLie() throws Exception {
        Map<String, String> environment = Command.of(
                        image("JAVA_HOME=/opt/java", "MODE=/nowhere", "GREETING=image"),
                        List.of("java"),
                        Map.of("GREETING", "/opt/java"))
                .environment();
        assertThat(environment)
                .containsEntry(
                        "PATH",
                        root.resolve("opt/java/bin") + ":" + root.resolve("usr/bin") + ":"
                                + root.resolve("usr/local/bin"))
                .containsEntry("JAVA_HOME", root.resolve("opt/java").toString())
                .containsEntry("MODE", "/nowhere")
                .containsEntry("GREETING", "/opt/java");
    }

    private List<String> line(String... entrypoint) throws Exception {
        return Command.of(image(), List.of(entrypoint), Map.of()).line();
    }

    private Image image(String... variables) {
        List<String> environment = new java.util.ArrayList<>(List.of(variables));
        environment.add("PATH=/opt/java/bin:/usr/bin:/usr/local/bin");
        return new Image(new RootFs(root), environment, List.of(), "/app");
    }

    private void program(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
