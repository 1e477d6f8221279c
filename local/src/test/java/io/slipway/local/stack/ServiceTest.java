package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void theSupervisorWaitsLongerThanTheService(Service service) {
        assertThat(service.grace()).isGreaterThan(service.shutdown());
    }

    /** Else uploads would be given another time than in production. */
    @Test
    void registryApiHasTheTimeOfItsOwnConfiguration() throws IOException {
        var own = new Properties();
        try (var file = Files.newBufferedReader(
                Path.of("..", Service.REGISTRY_API.module(), "src/main/resources/application.properties"))) {
            own.load(file);
        }
        assertThat(own.getProperty("quarkus.shutdown.timeout"))
                .isEqualTo(Service.REGISTRY_API.shutdown().toSeconds() + "s");
    }

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
