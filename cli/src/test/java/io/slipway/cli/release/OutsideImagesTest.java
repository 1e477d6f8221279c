package io.slipway.cli.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.slipway.cli.console.CliFailure;
import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.ImagePackage;
import io.slipway.providerpackage.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutsideImagesTest {
    private static final String IMAGE = "ghcr.io/acme/app@sha256:" + "a".repeat(64);

    @TempDir
    private Path directory;

    @Test
    void aPackageThatIsRunFromAnImageNeedsIt() throws Exception {
        byte[] bytes = new ImagePackage(
                        ImageReference.parse(IMAGE),
                        8080,
                        "/healthz",
                        VersionState.Strategy.switch_,
                        false,
                        Map.of("type", "object"),
                        List.of(),
                        null)
                .bytes();
        Path file = Files.write(directory.resolve("package"), bytes);

        assertThatThrownBy(() -> OutsideImages.mustNotBeOfOne(file))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining(IMAGE);
    }

    @Test
    void whatIsNoPackageNeedsNone() throws IOException {
        Path file = Files.writeString(directory.resolve("text"), "text");

        assertThatCode(() -> OutsideImages.mustNotBeOfOne(file)).doesNotThrowAnyException();
    }
}
