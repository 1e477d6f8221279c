package io.slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class PackageCommandsTest {
    @TempDir
    Path directory;

    @Test
    void whatInitMakesIsValid() {
        String target = directory.resolve("my-provider").toString();

        assertThat(Run.of("init", target).exitCode()).isZero();
        Run valid = Run.of("validate", target, "-o", "json");

        assertThat(valid.exitCode()).as(valid.err()).isZero();
        JsonNode result = Json.parse(valid.out()).orElseThrow();
        assertThat(result.path("valid").asBoolean()).isTrue();
        assertThat(result.path("provider").asText()).isEqualTo("acme/my-provider");
    }

    @Test
    void initOverwritesNothing() throws Exception {
        Path target = Files.createDirectory(directory.resolve("mine"));
        Files.writeString(target.resolve("provider.yaml"), "precious");

        Run run = Run.of("init", target.toString());

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(target.resolve("provider.yaml")).hasContent("precious");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesAreValid(Path example) {
        Run run = Run.of("validate", example.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    static Stream<Path> examples() throws Exception {
        Path hello = Path.of(System.getProperty("slipway.root", ".."), "examples", "hello");
        try (Stream<Path> versions = Files.list(hello)) {
            return versions.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @Test
    void validateNamesFileAndPointer() throws Exception {
        Files.writeString(directory.resolve("provider.yaml"), "apiVersion: slipway.io/v1\nkind: Provider\nport: 0\n");

        Run run = Run.of("validate", directory.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("provider.yaml#/port", "provider.yaml#/runtime", "manifest_invalid");
    }

    @Test
    void packsTheSameBytesEachTime() throws Exception {
        Path source = directory.resolve("p");
        Run.of("init", source.toString());

        JsonNode first = pack(source, directory.resolve("1.tar.gz"));
        JsonNode second = pack(source, directory.resolve("2.tar.gz"));

        assertThat(first.path("sha256").asText())
                .matches("[0-9a-f]{64}")
                .isEqualTo(second.path("sha256").asText());
        assertThat(directory.resolve("1.tar.gz")).hasSameBinaryContentAs(directory.resolve("2.tar.gz"));
    }

    @Test
    void aPackageDoesNotHoldItself() throws Exception {
        Path source = directory.resolve("p");
        Run.of("init", source.toString());
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        Files.write(source.resolve("large.bin"), content);
        String alone =
                pack(source, directory.resolve("1.tar.gz")).path("sha256").asText();

        for (int again = 0; again < 2; again++) {
            assertThat(pack(source, source.resolve("p.tar.gz")).path("sha256").asText())
                    .isEqualTo(alone);
        }
    }

    @Test
    void aRefusedDirectoryLeavesTheFileAsItWas() throws Exception {
        Path source = directory.resolve("p");
        Run.of("init", source.toString());
        Files.createSymbolicLink(source.resolve("link"), Path.of("elsewhere"));
        Path archive = Files.writeString(directory.resolve("p.tar.gz"), "precious");

        Run run = Run.of("pack", source.toString(), "--to", archive.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(archive).hasContent("precious");
    }

    @Test
    void validateRefusesSchemasThatNoBuildTakes() throws Exception {
        Path source = directory.resolve("p");
        Run.of("init", source.toString());
        String manifest = Files.readString(source.resolve("provider.yaml")).replaceFirst("(?s)resources:.*", "");
        Files.writeString(
                source.resolve("provider.yaml"),
                manifest + "resources:\n"
                        + "  - {name: a, configSchema: a.json}\n  - {name: b, configSchema: a.json}\n");
        Files.writeString(source.resolve("a.json"), "{\"description\": \"" + "x".repeat(170_000) + "\"}");

        Run run = Run.of("validate", source.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("schemas_too_large", "262144 bytes");
    }

    private static JsonNode pack(Path source, Path archive) {
        Run run = Run.of("pack", source.toString(), "--to", archive.toString(), "-o", "json");
        return Json.parse(run.out()).orElseThrow();
    }
}
