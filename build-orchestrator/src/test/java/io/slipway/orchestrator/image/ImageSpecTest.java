package io.slipway.orchestrator.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.ProviderManifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ImageSpecTest {
    private static final String BASE = "runtimes/java25@sha256:abc";

    @TempDir
    Path directory;

    @Test
    void theFileSystemDecidesNothingButTheExecutableBit() throws IOException {
        Files.createDirectory(directory.resolve("sub"));
        file("z.txt", "rw-rw-rw-");
        file("run", "rwx------");
        file("sub/a.txt", "r--r-----");
        Files.setLastModifiedTime(directory.resolve("z.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        List<FileEntry> entries = ImageSpec.layer(directory).getEntries();

        assertThat(entries)
                .extracting(entry ->
                        entry.getExtractionPath() + " " + entry.getPermissions().toOctalString())
                .containsExactly("/app 755", "/app/run 755", "/app/sub 755", "/app/sub/a.txt 644", "/app/z.txt 644");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.getModificationTime()).isEqualTo(Instant.EPOCH));
    }

    @Test
    void labelsSayWhatThePackageSays() {
        assertThat(ImageSpec.labels(manifest("acme/hello", "1.0.0"), "f00", BASE))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "org.opencontainers.image.revision", "f00",
                        "org.opencontainers.image.title", "acme/hello",
                        "org.opencontainers.image.version", "1.0.0",
                        "org.opencontainers.image.base.name", "runtimes/java25",
                        "org.opencontainers.image.base.digest", "sha256:abc"));
        assertThat(ImageSpec.labels(manifest(null, null), "f00", null))
                .containsExactlyEntriesOf(Map.of("org.opencontainers.image.revision", "f00"));
    }

    private void file(String name, String mode) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(directory.resolve(name), name), PosixFilePermissions.fromString(mode));
    }

    private static ProviderManifest manifest(String provider, String version) {
        return new ProviderManifest(
                provider,
                version,
                "java25",
                null,
                List.of("./run"),
                8080,
                "/healthz",
                VersionState.Strategy.switch_,
                false,
                Map.of(),
                List.of(),
                null,
                List.of());
    }
}
