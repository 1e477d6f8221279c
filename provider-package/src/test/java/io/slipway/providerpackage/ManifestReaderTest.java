package io.slipway.providerpackage;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.slipway.contracts.VersionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ManifestReaderTest {
    private static final String FULL = """
            apiVersion: slipway.io/v1
            kind: Provider
            provider: acme/hello
            version: 1.2.0
            runtime: java25
            entrypoint: ["java", "Hello.java"]
            port: 9000
            health: /healthz
            strategy: recreate
            config:
              type: object
              properties: { GREETING: { type: string, default: on }, SINCE: { type: string, default: 2024-06-10 } }
              required: [GREETING]
            resources:
              - name: greeting
                description: A greeting
                configSchema: schemas/greeting.config.json
                outputsSchema: schemas/greeting.outputs.json
              - name: bare
                configSchema: bare.json
            """;

    private static final String ENTRY = """
            runtime: java25
            entrypoint: ["java", "Hello.java"]""";
    private static final String IMAGE = "image: ghcr.io/acme/hello@sha256:" + "0f".repeat(32);

    @Test
    void readsAnImageInPlaceOfRuntimeAndEntrypoint() throws Exception {
        ProviderManifest manifest =
                read(FULL.replace(ENTRY, IMAGE + "\ntransformer: |\n  {\n    \"A\": b /* an arrow → */\n  }\n"));

        assertThat(manifest.image()).hasToString("ghcr.io/acme/hello@sha256:" + "0f".repeat(32));
        assertThat(manifest.runtime()).isEqualTo("container");
        assertThat(manifest.entrypoint()).isEqualTo(List.of());
        assertThat(manifest.port()).isEqualTo(9000);
        assertThat(manifest.toContract().transformer()).isEqualTo("{\n  \"A\": b /* an arrow → */\n}\n");
    }

    @Test
    void aTransformerHasToTakeTheDefaults() throws Exception {
        String required = FULL.replace("default: on", "minLength: 1");

        assertThat(refusal(FULL + "transformer: \"{ 'A B': GREETING }\"\n").violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("defaults", "'A B'"));
        assertThat(read(required + "transformer: \"{ 'A B': GREETING }\"\n").transformer())
                .as("who installs it has to give a value first")
                .isNotNull();
    }

    @Test
    void aTransformersConfigMayHaveAnyNames() throws Exception {
        String named = FULL.replace("GREETING", "greeting-text");

        assertThat(read(named + "transformer: \"{ 'GREETING': `greeting-text` }\"\n")
                        .config())
                .containsKey("properties");
        assertThat(refusal(named).violations())
                .extracting(Violation::pointer)
                .containsExactly("/config/properties/greeting-text");
    }

    @Test
    void readsAllFields() throws Exception {
        ProviderManifest manifest = read(FULL);

        assertThat(manifest.provider()).isEqualTo("acme/hello");
        assertThat(manifest.version()).isEqualTo("1.2.0");
        assertThat(manifest.port()).isEqualTo(9000);
        assertThat(manifest.strategy()).isEqualTo(VersionState.Strategy.recreate);
        assertThat(manifest.resources())
                .containsExactly(
                        new Resource(
                                "greeting",
                                "A greeting",
                                "schemas/greeting.config.json",
                                "schemas/greeting.outputs.json"),
                        new Resource("bare", "", "bare.json", null));
        assertThat(manifest.config().get("properties"))
                .as("what YAML 1.1 reads as boolean and date stays text")
                .isEqualTo(Map.of(
                        "GREETING", Map.of("type", "string", "default", "on"),
                        "SINCE", Map.of("type", "string", "default", "2024-06-10")));
    }

    @Test
    void readsWhatItRequires() throws Exception {
        assertThat(read(FULL).requires()).isEmpty();
        assertThat(read(FULL + "requires: [acme/store, globex/mail]\n").requires())
                .containsExactly("acme/store", "globex/mail");
    }

    @Test
    void readsWhetherFilesOutliveRevisions() throws Exception {
        assertThat(read(FULL).toContract().keepsData()).isFalse();
        assertThat(read(FULL + "data: true\n").toContract().keepsData()).isTrue();
        assertThat(read(FULL + "data: false\n").data()).isFalse();
    }

    private static Arguments required(String pointer, String message, String value) {
        return arguments(pointer, message, "kind: Provider\n", "kind: Provider\nrequires: " + value + "\n");
    }

    @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
    @MethodSource("faults")
    void namesThePlaceOfAFault(String pointer, String message, String original, String replacement) {
        PackageException refusal = refusal(FULL.replace(original, replacement));

        assertThat(refusal.code()).isEqualTo("manifest_invalid");
        assertThat(refusal.violations()).anySatisfy(violation -> {
            assertThat(violation.file()).isEqualTo("provider.yaml");
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.message()).contains(message);
        });
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("/apiVersion", "slipway.io/v1", "slipway.io/v1", "slipway.io/v2"),
                arguments("/kind", "Provider", "kind: Provider\n", ""),
                arguments("/provider", "write 'acme'", "acme/hello", "Acme/hello"),
                arguments("/version", "write '1.2.0'", "1.2.0", "v1.2.0"),
                arguments("/version", "quote it", "1.2.0", "1.2"),
                arguments("/data", "true or false", "strategy: recreate\n", "strategy: recreate\ndata: \"true\"\n"),
                arguments("/data", "true or false", "strategy: recreate\n", "strategy: recreate\ndata:\n"),
                arguments("/runtime", "is missing", "runtime: java25\n", ""),
                arguments("/runtime", "not a runtime", "java25", "java/25"),
                arguments("/runtime", "write 'image", "java25", "container"),
                arguments("/runtime", "leave it out beside 'image'", "kind: Provider", "kind: Provider\n" + IMAGE),
                arguments("/entrypoint", "leave it out beside 'image'", "runtime: java25", IMAGE),
                arguments("/image", "with its digest", ENTRY, "image: ghcr.io/acme/hello:1.0"),
                arguments("/image", "without a tag", ENTRY, IMAGE.replace("@", ":1.0@")),
                arguments("/image", "docker.io/library/nginx", ENTRY, IMAGE.replace("ghcr.io/acme/hello", "nginx")),
                arguments("/image", "no digest", ENTRY, "image: ghcr.io/acme/hello@sha256:1234"),
                arguments("/image", "is no image", ENTRY, IMAGE.replace("acme/hello", "Acme/../hello")),
                arguments("/image", "not empty", ENTRY, "image: 5"),
                arguments("/transformer", "JSONata", ENTRY, IMAGE + "\ntransformer: 5"),
                arguments(
                        "/transformer", "(line 2, column 8)", ENTRY, IMAGE + "\ntransformer: |\n  {\n    'A': ]\n  }"),
                arguments("/transformer", "$now is not available", ENTRY, IMAGE + "\ntransformer: $now()"),
                arguments("/transformer", "16384", ENTRY, IMAGE + "\ntransformer: \"" + "a".repeat(16_385) + "\""),
                required("/requires", "at most 20", "acme/store"),
                required("/requires", "at most 20", "{ acme: store }"),
                required("/requires", "at most 20", ""),
                required(
                        "/requires",
                        "at most 20",
                        IntStream.range(0, 21)
                                .mapToObj(i -> "acme/p" + i)
                                .toList()
                                .toString()),
                required("/requires/0", "at most 20", "[5]"),
                required("/requires/0", "at most 20", "[[acme/store]]"),
                required("/requires/0", "at most 20", "[null]"),
                required("/requires/0", "organization/name", "[store]"),
                required("/requires/0", "organization/name", "[acme/store/latest]"),
                required("/requires/0", "write 'store'", "[acme/Store]"),
                required("/requires/0", "\\u0000", "[\"acme/a\\0b\"]"),
                required("/requires/0", "itself", "[acme/hello]"),
                required("/requires/1", "stands there before", "[acme/store, acme/store]"),
                arguments("/entrypoint", "list", "[\"java\", \"Hello.java\"]", "java Hello.java"),
                arguments("/entrypoint", "list", "[\"java\", \"Hello.java\"]", "[]"),
                arguments("/entrypoint/1", "list", "\"Hello.java\"]", "1]"),
                arguments("/port", "1 to 65535", "9000", "0"),
                arguments("/port", "1 to 65535", "9000", "65536"),
                arguments("/port", "1 to 65535", "9000", "\"9000\""),
                arguments("/port", "1 to 65535", "9000", ""),
                arguments("/health", "starts with '/'", "/healthz", "healthz"),
                arguments("/health", "starts with '/'", "/healthz", "\"/a b\""),
                arguments("/strategy", "switch or recreate", "recreate", "canary"),
                arguments("/helth", "unknown field", "health:", "helth:"),
                arguments("/resources/0/schema", "unknown field", "    configSchema: schemas", "    schema: schemas"),
                arguments(
                        "/resources/0/configSchema", "is missing", "    configSchema: schemas", "    schema: schemas"),
                arguments("/resources/0/configSchema", ".json", "schemas/greeting.config.json", "../x.json"),
                arguments("/resources/0/configSchema", ".json", "schemas/greeting.config.json", "/etc/x.json"),
                arguments("/resources/1/name", "more than one", "name: bare", "name: greeting"),
                arguments("/resources/1", "mapping", "- name: bare\n    configSchema: bare.json", "- bare"),
                arguments("/config/type", "type: object", "type: object", "type: string"),
                arguments("/config/properties/PORT", "given by Slipway", "GREETING:", "PORT:"),
                arguments("/config/properties/A-B", "environment variable", "GREETING:", "A-B:"),
                arguments("/config/properties/GREETING/type", "", "{ type: string, default: on }", "{ type: strnig }"),
                arguments(
                        "/config/properties/GREETING",
                        "not",
                        "{ type: string, default: on }",
                        "{ $ref: \"file:///etc/passwd\" }"),
                arguments("", "duplicate key", "kind: Provider", "kind: Provider\nkind: Provider"),
                arguments("", "tags", "kind: Provider", "kind: !!str Provider"),
                arguments("", "tags", "kind: Provider", "kind: !!javax.script.ScriptEngineManager [Provider]"),
                arguments("", "no string", "kind: Provider", "kind: Provider\n1: one"));
    }

    @Test
    void reportsAllFaultsAtOnce() {
        PackageException refusal = refusal(FULL.replace("9000", "0").replace("/healthz", "x"));

        assertThat(refusal.violations()).extracting(Violation::pointer).containsExactly("/port", "/health");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void boundsWhatYamlCanExpandTo(String message, String yaml) {
        assertThat(refusal(yaml)).hasMessageContaining(message);
    }

    static Stream<Arguments> bombs() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 6; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(String.join(", ", Collections.nCopies(3, "*a" + (i - 1))))
                    .append("]\n");
        }
        String manyAliases = "a: &a [x]\nb: [" + "*a, ".repeat(30) + "*a]\n";
        StringBuilder doubling = new StringBuilder("a0: &a0 [" + "x, ".repeat(1000) + "x]\n");
        for (int i = 1; i < 7; i++) {
            doubling.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        return Stream.of(
                arguments("larger than", doubling.toString()),
                arguments("aliases", manyAliases),
                arguments("characters", "a: &a " + "x".repeat(20_000) + "\nb: [" + "*a, ".repeat(5_000) + "*a]\n"),
                arguments("", laughs.toString()),
                arguments("larger than", "a: &a\n  b: *a\n"),
                arguments("Nesting Depth", "a: " + "[".repeat(60) + "]".repeat(60)),
                arguments("longer than", "a: " + "x".repeat(70_000)),
                arguments("no mapping", "- a"),
                arguments("no mapping", ""),
                arguments("another document", "a: 1\n---\nb: 1\n"));
    }

    @Test
    void refusesOtherEncodings() {
        PackageException refusal = catchThrowableOfType(
                PackageException.class, () -> ManifestReader.read(FULL.getBytes(StandardCharsets.UTF_16)));

        assertThat(refusal).hasMessageContaining("UTF-8");
    }

    @Test
    void aMinimalManifestHasDefaults() throws Exception {
        ProviderManifest manifest = read(TestTar.MANIFEST.replace("port: 8080\n", ""));

        assertThat(manifest.port()).isEqualTo(8080);
        assertThat(manifest.strategy()).isEqualTo(VersionState.Strategy.switch_);
        assertThat(manifest.resources()).isEqualTo(List.of());
    }

    private static ProviderManifest read(String yaml) throws PackageException {
        return ManifestReader.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static PackageException refusal(String yaml) {
        PackageException refusal = catchThrowableOfType(PackageException.class, () -> read(yaml));
        assertThat(refusal).as("it should be refused").isNotNull();
        return refusal;
    }
}
