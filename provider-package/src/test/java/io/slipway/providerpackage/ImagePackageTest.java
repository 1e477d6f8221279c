package io.slipway.providerpackage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ImagePackageTest {
    private static final ImageReference IMAGE =
            new ImageReference("ghcr.io", "acme/hello", null, "sha256:" + "0a".repeat(32));
    private static final Map<String, Object> CONFIG = Map.of(
            "type", "object", "properties", Map.of("url", Map.of("type", "string", "description", "\"ü\n\\ 🚢")));
    private static final ImagePackage.ResourceType BUCKET = new ImagePackage.ResourceType(
            "bucket", "A bucket", Map.of("type", "object"), Map.of("type", "object", "title", "x"));

    @TempDir
    private Path directory;

    @Test
    void isAPackageAsAnyOther() throws Exception {
        Path file = Files.write(
                directory.resolve("p.tar.gz"),
                made(CONFIG, List.of(BUCKET), "{ 'URL': url }").bytes());
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        PackageReader reader = new PackageReader();

        ProviderManifest manifest = reader.readManifest(file, PackageLimits.DEFAULT);
        reader.unpack(file, unpacked, PackageLimits.DEFAULT);

        assertThat(manifest)
                .isEqualTo(new ProviderManifest(
                        null,
                        null,
                        "container",
                        IMAGE,
                        List.of(),
                        9000,
                        "/live",
                        Strategy.recreate,
                        true,
                        CONFIG,
                        List.of(new Resource(
                                "bucket", "A bucket", "schemas/bucket.config.json", "schemas/bucket.outputs.json")),
                        "{ 'URL': url }",
                        List.of()));
        assertThat(ResourceSchemas.compile(unpacked, manifest)).singleElement().satisfies(schemas -> assertThat(schemas)
                .containsEntry("name", "bucket")
                .containsEntry("outputsSchema", Map.of("type", "object", "title", "x")));
    }

    @Test
    void theSameValuesGiveTheSameBytes() throws Exception {
        Map<String, Object> otherOrder = new LinkedHashMap<>();
        CONFIG.keySet().stream().sorted().forEach(key -> otherOrder.put(key, CONFIG.get(key)));
        Map<String, Object> reversed = new LinkedHashMap<>(otherOrder).reversed();

        assertThat(made(otherOrder, List.of(BUCKET), null).bytes())
                .isEqualTo(made(reversed, List.of(BUCKET), null).bytes())
                .isNotEqualTo(made(reversed, List.of(), null).bytes());
    }

    @Test
    void whatAPackageMayNotHoldIsRefusedAtItsPlace() {
        assertThat(refusal(made(Map.of("type", "string"), List.of(), null)))
                .extracting(Violation::pointer)
                .containsExactly("/config/type");
        assertThat(refusal(made(CONFIG, List.of(BUCKET, BUCKET), " ")))
                .extracting(Violation::pointer)
                .containsExactly("/resources/1/name", "/transformer");
        assertThat(refusal(made(
                        CONFIG,
                        List.of(new ImagePackage.ResourceType("../x", null, Map.of("type", "object"), null)),
                        null)))
                .extracting(Violation::pointer)
                .contains("/resources/0/name", "/resources/0/configSchema");
        assertThat(refusal(made(
                        CONFIG,
                        List.of(new ImagePackage.ResourceType("bad", null, Map.of("type", "strnig"), null)),
                        null)))
                .extracting(Violation::file)
                .contains("schemas/bad.config.json");
    }

    private static List<Violation> refusal(ImagePackage made) {
        PackageException refusal = catchThrowableOfType(PackageException.class, made::bytes);
        assertThat(refusal).as("it should be refused").isNotNull();
        return refusal.violations();
    }

    private static ImagePackage made(
            Map<String, Object> config, List<ImagePackage.ResourceType> resources, String transformer) {
        return new ImagePackage(IMAGE, 9000, "/live", Strategy.recreate, true, config, resources, transformer);
    }
}
