package io.slipway.providerpackage;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigSchemaTest {
    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "additionalProperties",
            false,
            "required",
            List.of("GREETING", "SIZE"),
            "properties",
            Map.of(
                    "GREETING", Map.of("type", "string", "default", "hello"),
                    "SIZE", Map.of("type", "integer", "minimum", 1)));

    @Test
    void takesWhatTheSchemaTakesAndCountsDefaults() {
        assertThat(ConfigSchema.validate(SCHEMA, Map.of("SIZE", 3))).isEmpty();
    }

    @Test
    void namesEachFaultByItsPointer() {
        List<Violation> violations = ConfigSchema.validate(SCHEMA, Map.of("SIZE", 0, "GREETING", 5, "OTHER", "x"));

        assertThat(violations).extracting(Violation::pointer).containsExactlyInAnyOrder("/SIZE", "/GREETING", "");
        assertThat(violations)
                .allSatisfy(violation -> assertThat(violation.message()).isNotBlank());
    }

    @Test
    void givesUpPatternsThatWouldNeverEnd() {
        Map<String, Object> schema =
                Map.of("properties", Map.of("A", Map.of("type", "string", "pattern", "^(.*a){25}$")));
        Map<String, Object> deep = Map.of("properties", Map.of("A", Map.of("pattern", "^(a|b)*$")));

        Map<String, Object> plain = Map.of("properties", Map.of("A", Map.of("pattern", "^a+$")));

        assertThat(ConfigSchema.validate(plain, Map.of("A", "a".repeat(60_000))))
                .isEmpty();
        assertThat(ConfigSchema.validate(plain, Map.of("A", "a\n")))
                .as("a dollar is the very end")
                .hasSize(1);
        assertThat(ConfigSchema.validate(schema, Map.of("A", "a".repeat(60) + "!")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("too long"));
        assertThat(ConfigSchema.validate(deep, Map.of("A", "ab".repeat(100_000))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("too long"));
    }

    @Test
    void saysItPrintableAndShort() {
        Map<String, Object> schema =
                Map.of("properties", Map.of("A", Map.of("enum", List.of("\0\u001b[2J", "x".repeat(100_000)))));

        assertThat(ConfigSchema.validate(schema, Map.of("A", "a")))
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.message()).hasSizeLessThan(1_000).doesNotContain("\0", "\u001b"));
    }

    @Test
    void missesWhatIsRequiredAndHasNoDefault() {
        assertThat(ConfigSchema.validate(SCHEMA, Map.of()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("SIZE"));
    }

    @Test
    void fillsInDefaultsButNeverOverwrites() {
        assertThat(ConfigSchema.withDefaults(SCHEMA, Map.of("SIZE", 3)))
                .isEqualTo(Map.of("SIZE", 3, "GREETING", "hello"));
        assertThat(ConfigSchema.withDefaults(SCHEMA, Map.of("GREETING", "moin")))
                .isEqualTo(Map.of("GREETING", "moin"));
    }
}
