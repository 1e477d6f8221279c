package io.slipway.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The golden files are the contract with every subscriber: what is written and what is read must both stay as they say.
 * A change here is a new version of the event's type.
 */
class GoldenEventsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/events");
    private static final Path DOCUMENT =
            Path.of(System.getProperty("slipway.root", "..")).resolve("docs/events.md");

    /** As EventJson in outbox configures it, and as docs/events.md tells subscribers to. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Set<String> types() {
        return EventTypes.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("types")
    void writesWhatTheGoldenFileHolds(String type) throws IOException {
        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(Samples.all().get(type))))
                .isEqualTo(MAPPER.readTree(golden(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsTheGoldenFile(String type) throws IOException {
        assertThat(read(type, golden(type))).isEqualTo(Samples.all().get(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void ignoresFieldsThatALaterVersionAdds(String type) throws IOException {
        ObjectNode later = (ObjectNode) MAPPER.readTree(golden(type));
        later.put("added_later", 1);
        later.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode aggregate) {
                aggregate.put("added_later", "too");
            }
        });

        assertThat(read(type, later.toString())).isEqualTo(Samples.all().get(type));
    }

    /** Such events are in topics still, and in rows of deployer. */
    @Test
    void readsAnIntentOfABuildThatDidNotTellThePinsCause() throws IOException {
        String type = "io.slipway.installation.upgrade_requested.v1";
        ObjectNode earlier = (ObjectNode) MAPPER.readTree(golden(type));
        ((ObjectNode) earlier.get("installation")).remove("pin_cause");

        InstallationEvent.UpgradeRequested read = (InstallationEvent.UpgradeRequested) read(type, earlier.toString());

        assertThat(read.installation().pin()).isEqualTo("1.1.0");
        assertThat(read.installation().pinCause()).isNull();
    }

    /** Nor whether an uninstall is forced, nor what was put back. */
    @Test
    void readsWhatABuildToldThatPutNothingBack() throws IOException {
        String intent = "io.slipway.installation.uninstall_requested.v1";
        ObjectNode uninstall = (ObjectNode) MAPPER.readTree(golden(intent));
        ((ObjectNode) uninstall.get("installation")).remove("force");
        String outcome = "io.slipway.rollout.restored.v1";
        ObjectNode restored = (ObjectNode) MAPPER.readTree(golden(outcome));
        ((ObjectNode) restored.get("installation")).remove("restored");

        assertThat(((InstallationEvent.UninstallRequested) read(intent, uninstall.toString()))
                        .installation()
                        .force())
                .isFalse();
        assertThat(((RolloutEvent.InstallationRestored) read(outcome, restored.toString()))
                        .installation()
                        .restored())
                .isNull();
    }

    /** Nor which rules there were, nor what was before the last rollout. */
    @Test
    void readsAnOutcomeOfABuildThatToldTheRuleAlone() throws IOException {
        String type = "io.slipway.rollout.started.v1";
        ObjectNode earlier = (ObjectNode) MAPPER.readTree(golden(type));
        ((ObjectNode) earlier.get("installation")).remove("recent");
        ((ObjectNode) earlier.at("/installation/decision")).remove("steps");

        RolloutEvent.RolloutStarted read = (RolloutEvent.RolloutStarted) read(type, earlier.toString());

        assertThat(read.installation().recent()).isNull();
        assertThat(read.installation().decision().rule()).isEqualTo("auto_latest");
        assertThat(read.installation().decision().steps()).isNull();
    }

    @Test
    void readsAVersionOfABuildThatKnewNeitherTransformerNorDataNorRequirements() throws IOException {
        String type = "io.slipway.version.released.v1";
        ObjectNode earlier = (ObjectNode) MAPPER.readTree(golden(type));
        ((ObjectNode) earlier.at("/version/manifest")).remove("transformer");
        ((ObjectNode) earlier.at("/version/manifest")).remove("data");
        ((ObjectNode) earlier.at("/version")).remove("requires");

        VersionEvent.VersionReleased read = (VersionEvent.VersionReleased) read(type, earlier.toString());

        assertThat(read.version().manifest().health()).isEqualTo("/healthz");
        assertThat(read.version().manifest().transformer()).isNull();
        assertThat(read.version().manifest().data()).isNull();
        assertThat(read.version().manifest().keepsData()).isFalse();
        assertThat(read.version().requires()).isNull();
    }

    @Test
    void everyGoldenFileIsOfATypeThatExists() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(types());
        }
    }

    @Test
    void theDocumentShowsTheGoldenFiles() throws IOException {
        TreeMap<String, String> shown = new TreeMap<>();
        Matcher example = Pattern.compile("### `(io\\.slipway\\.[a-z0-9_.]+)`.*?```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        while (example.find()) {
            shown.put(example.group(1), example.group(2));
        }

        TreeMap<String, String> golden = new TreeMap<>();
        for (String type : types()) {
            golden.put(type, golden(type));
        }
        assertThat(shown).isEqualTo(golden);
    }

    private static LifecycleEvent read(String type, String json) throws IOException {
        return MAPPER.readValue(json, EventTypes.classOf(type).orElseThrow());
    }

    private static String golden(String type) throws IOException {
        return Files.readString(GOLDEN.resolve(type + ".json"));
    }
}
