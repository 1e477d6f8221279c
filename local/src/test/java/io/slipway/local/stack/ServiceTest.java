package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceTest {
    @TempDir
    Path home;

    @Test
    void whatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() throws IOException {
        var built = Service.REGISTRY_API.jar(home);
        Files.createDirectories(built.getParent());
        Files.createFile(built);
        assertThatThrownBy(() -> Service.requireBuilt(home))
                .hasMessageStartingWith("build-orchestrator, deployer not built")
                .hasMessageContaining("./mvnw");
    }
}
