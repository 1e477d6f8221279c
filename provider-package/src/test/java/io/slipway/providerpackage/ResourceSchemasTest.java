package io.slipway.providerpackage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ResourceSchemasTest {
    @TempDir
    Path directory;

    @Test
    void compilesTheSchemasOfEachResource() throws Exception {
        write("{\"type\": \"object\", \"properties\": {\"$ref\": {\"$ref\": \"#/$defs/name\"}},"
                + " \"$defs\": {\"name\": {\"$anchor\": \"n\", \"type\": \"string\"}, \"tree\": {\"properties\":"
                + " {\"children\": {\"items\": {\"$ref\": \"#/$defs/tree\"}}}}}}");

        List<Map<String, Object>> schemas = ResourceSchemas.compile(directory, manifest("a.json"));

        assertThat(schemas).singleElement().satisfies(schema -> {
            assertThat(schema).containsEntry("name", "greeting").containsEntry("outputsSchema", Map.of());
            assertThat(schema.get("configSchema"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("type", "object");
        });
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            /properties/a/type   | not                   | {"properties": {"a": {"type": "strnig"}}}
            ''                   | leaves the document   | {"$ref": "https://example.com/schema.json"}
            ''                   | leaves the document   | {"$ref": "file:///etc/passwd"}
            /items               | leaves the document   | {"items": {"$ref": "b.json#/x"}}
            /items               | leaves the document   | {"items": {"$dynamicRef": "classpath:/x.json"}}
            ''                   | refers to nothing     | {"$ref": "#/$defs/absent"}
            ''                   | refers to nothing     | {"$ref": "#absent"}
            /properties/a~1b     | refers to nothing     | {"properties": {"a/b": {"$ref": "#/x"}}}
            ''                   | never end             | {"$ref": "#"}
            ''                   | never end             | {"allOf": [{"$ref": "#"}], "$ref": "#/allOf/0"}
            /$schema             | 2020-12               | {"$schema": "http://json-schema.org/draft-07/schema#"}
            /items/$id           | only the root         | {"items": {"$id": "x"}}
            ''                   | Duplicate             | {"type": "object", "type": "string"}
            ''                   | no JSON object        | []
            ''                   | no valid JSON         | {"type":
            ''                   | no valid JSON         | {} {}
            """)
    void namesFileAndPointer(String pointer, String message, String schema) throws Exception {
        write(schema);

        PackageException refusal = refusal("a.json");

        assertThat(refusal.code()).isEqualTo("schema_invalid");
        assertThat(refusal.violations()).anySatisfy(violation -> {
            assertThat(violation.file()).isEqualTo("a.json");
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.message()).contains(message);
        });
    }

    @Test
    void boundsDepthAndSize() throws Exception {
        write("{\"not\":".repeat(80) + "{}" + "}".repeat(80));
        assertThat(refusal("a.json")).hasMessageContaining("depth");

        write("{\"description\": \"" + "x".repeat(ResourceSchemas.MAX_BYTES) + "\"}");
        assertThat(refusal("a.json")).hasMessageContaining("longer than");
    }

    @ParameterizedTest(name = "{0} resources of {1} bytes")
    @CsvSource({"1, 200000, ''", "2, 170000, schemas_too_large", "100, 3000, schemas_too_large"})
    void boundsTheSumOfAllSchemas(int resources, int size, String code) throws Exception {
        write("{\"description\": \"" + "x".repeat(size) + "\"}");

        assertThat(code(resources, "a.json")).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} resources of {1} values")
    @CsvSource({"1, 19000, ''", "1, 85000, schemas_too_large", "2, 11000, schemas_too_large", "100, 150, ''"})
    void boundsTheValuesOfAllSchemas(int resources, int values, String code) throws Exception {
        write("{\"enum\":[" + "1,".repeat(values - 1) + "2]}");

        assertThat(code(resources, "a.json")).isEqualTo(code);
    }

    @Test
    void aFileThatManyResourcesNameIsKeptAndComplainedOfOnce() throws Exception {
        write("{\"type\": \"object\"}");
        List<Map<String, Object>> schemas = ResourceSchemas.compile(directory, manifest(50, "a.json"));
        assertThat(schemas).allSatisfy(schema -> assertThat(schema.get("configSchema"))
                .isSameAs(schemas.getFirst().get("configSchema")));

        write("{\"type\": \"objet\"}");
        PackageException once = refusal("a.json");
        assertThatThrownBy(() -> ResourceSchemas.compile(directory, manifest(50, "a.json")))
                .isInstanceOfSatisfying(PackageException.class, many -> assertThat(many.violations())
                        .isEqualTo(once.violations()));
    }

    @Test
    void saysWhichFileIsMissing() {
        PackageException refusal = refusal("absent.json");

        assertThat(refusal.code()).isEqualTo("schema_missing");
        assertThat(refusal).hasMessage("provider.yaml#/resources/0/configSchema: 'absent.json' is not in the package");
    }

    private void write(String schema) throws Exception {
        Files.writeString(directory.resolve("a.json"), schema);
    }

    private PackageException refusal(String file) {
        PackageException refusal =
                catchThrowableOfType(PackageException.class, () -> ResourceSchemas.compile(directory, manifest(file)));
        assertThat(refusal).as("it should be refused").isNotNull();
        return refusal;
    }

    /** Empty when nothing is refused. */
    private String code(int resources, String file) {
        try {
            ResourceSchemas.compile(directory, manifest(resources, file));
            return "";
        } catch (PackageException e) {
            return e.code();
        }
    }

    private static ProviderManifest manifest(String configSchema) {
        return manifest(1, configSchema);
    }

    private static ProviderManifest manifest(int resources, String configSchema) {
        return new ProviderManifest(
                null,
                null,
                "java25",
                null,
                List.of("java"),
                8080,
                "/",
                VersionState.Strategy.switch_,
                false,
                Map.of("type", "object"),
                Collections.nCopies(resources, new Resource("greeting", "", configSchema, null)),
                null,
                List.of());
    }
}
