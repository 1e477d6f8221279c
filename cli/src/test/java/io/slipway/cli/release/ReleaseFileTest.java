package io.slipway.cli.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Json;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReleaseFileTest {
    private static final List<String> DIGESTS = List.of("b".repeat(64), "a".repeat(64));

    @TempDir
    private Path directory;

    @Test
    void theSameReleaseGivesTheSameBytesAndComesBack() throws IOException {
        JsonNode document = Json.object().put("version", "1.0.0");
        byte[] first = written(document);
        Map<String, String> seen = new HashMap<>();

        JsonNode read = ReleaseFile.read(new ByteArrayInputStream(first), directory, given -> {
            assertThat(given).isEqualTo(document);
            return (sha256, file) -> seen.put(sha256, Files.readString(file));
        });

        assertThat(read).isEqualTo(document);
        assertThat(seen).isEqualTo(Map.of(DIGESTS.getFirst(), "bytes of b", DIGESTS.getLast(), "bytes of a"));
        assertThat(written(document)).isEqualTo(first);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingInItTellsWhoWroteIt() throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(written(Json.object())))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getLastModifiedDate()).hasTime(0);
                entry = tar.getNextEntry();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "artifacts/../evil", "artifacts/abc", "/etc/passwd"})
    void anEntryThatIsNoArtifactIsRefused(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (String entry : List.of("release.json", name)) {
                TarArchiveEntry header = new TarArchiveEntry(entry, true);
                header.setSize(2);
                tar.putArchiveEntry(header);
                tar.write(new byte[] {'{', '}'});
                tar.closeArchiveEntry();
            }
        }
        assertThatThrownBy(() ->
                        ReleaseFile.read(new ByteArrayInputStream(out.toByteArray()), directory, _ -> (_, _) -> {}))
                .isInstanceOf(CliFailure.class);
        assertThat(directory).isEmptyDirectory();
    }

    private byte[] written(JsonNode document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReleaseFile.write(
                document,
                DIGESTS,
                sha256 -> Files.writeString(directory.resolve("one"), "bytes of " + sha256.charAt(0)),
                out);
        return out.toByteArray();
    }
}
