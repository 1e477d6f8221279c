package io.slipway.registry.installation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SettingsReaderTest {
    private static final Settings BEFORE =
            new Settings(UpgradePolicy.auto, "^1.0", ResourceTier.free, Map.of("A", "a", "B", 2));

    @Test
    void whatIsLeftOutStays() {
        assertThat(SettingsReader.merge(BEFORE, Map.of())).isEqualTo(BEFORE);
    }

    @Test
    void nullSetsBackToTheDefault() {
        Map<String, Object> patch = new HashMap<>();
        patch.put("upgrade_policy", null);
        patch.put("version_range", null);
        patch.put("resource_tier", null);
        patch.put("config", null);

        assertThat(SettingsReader.merge(BEFORE, patch)).isEqualTo(SettingsReader.DEFAULTS);
    }

    @Test
    void configIsMergedByName() {
        Map<String, Object> changes = new HashMap<>();
        changes.put("A", null);
        changes.put("C", true);

        assertThat(SettingsReader.merge(BEFORE, Map.of("config", changes)).config())
                .containsExactlyInAnyOrderEntriesOf(Map.of("B", 2, "C", true));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            upgrade_policy, sometimes, INVALID_VALUE
            resource_tier,  huge,      INVALID_VALUE
            version_range,  not a range, INVALID_VALUE
            version_range,  ^1.0.0-1234567890123456789, INVALID_VALUE
            config,         text,      MALFORMED_REQUEST
            version,        1.0.0,     UNKNOWN_FIELD
            """)
    void refused(String field, String value, ErrorCode code) {
        assertThat(refusal(Map.of(field, value)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0001secret:PASSWORD:1\u0001"})
    void noValueStandsForASecret(String value) {
        assertThat(refusal(Map.of("config", Map.of("A", value))).code()).isEqualTo(ErrorCode.INVALID_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^1.2", "~1.2.3", ">=1.0 <3.0", "1.x", "1.2.3 - 2.0.0", "^1.0 || ^3.0"})
    void ranges(String range) {
        assertThat(SettingsReader.merge(BEFORE, Map.of("version_range", range)).versionRange())
                .isEqualTo(range);
    }

    @ParameterizedTest(name = "{0} is refused: {2}")
    @CsvSource(textBlock = """
            PORT,     8080, the node chooses it
            DATA_DIR, /tmp, the node chooses it
            1A,       a,    begins with a digit
            A-B,      a,    no shell takes it
            A/B,      a,    no shell takes it
            """)
    void configNames(String name, String value, String reason) {
        ProblemException refusal = refusal(Map.of("config", Map.of(name, value)));

        assertThat(refusal.code()).as(reason).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(refusal.errors())
                .extracting(Problem.Detail::field)
                .containsExactly("/config/" + name.replace("/", "~1"));
    }

    @Test
    void configValuesAreScalars() {
        assertThat(refusal(Map.of("config", Map.of("A", List.of(1)))).code()).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(refusal(Map.of("config", Map.of("A", Map.of("revision", 1)))).code())
                .isEqualTo(ErrorCode.INVALID_VALUE);
    }

    @Test
    void configHasALimit() {
        assertThat(refusal(Map.of("config", Map.of("A", "x".repeat(70_000)))).code())
                .isEqualTo(ErrorCode.INVALID_VALUE);
    }

    private static ProblemException refusal(Map<String, Object> patch) {
        return catchThrowableOfType(ProblemException.class, () -> SettingsReader.merge(BEFORE, patch));
    }
}
