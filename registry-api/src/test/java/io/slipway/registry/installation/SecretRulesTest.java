package io.slipway.registry.installation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.SecretReference;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SecretRulesTest {
    private static final Map<String, Object> KEPT = new SecretReference(3).inConfig();
    private static final Settings BEFORE =
            new Settings(UpgradePolicy.manual, null, ResourceTier.free, Map.of("PASSWORD", KEPT, "PLAIN", "text"));

    record Row(Object given, String message, String reason) {
        @Override
        public String toString() {
            return reason;
        }
    }

    static List<Row> refused() {
        return List.of(
                new Row(Map.of("secret", 5), "{\"secret\": text}", "a secret is text"),
                new Row(Map.of("secret", Map.of("revision", 3)), "{\"secret\": text}", "nobody makes references"),
                new Row(Map.of("secret", "hunter2", "revision", 3), "{\"secret\": text}", "nothing beside it"),
                new Row(Map.of("secret", "********"), "none is kept", "a mask where nothing is kept"),
                new Row(Map.of("secret", ""), "may not be empty", "nothing"),
                new Row(Map.of("secret", "hunter2\0"), "NUL", "no environment holds it"),
                new Row(Map.of("secret", "hunter2".repeat(5_000)), "32 KiB", "too long"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoSecretIsRefusedWithoutTellingIt(Row row) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> merged(Map.of("PLAIN", row.given())));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(refusal.getMessage())
                .contains("/config/PLAIN", row.message())
                .doesNotContain("hunter2");
    }

    @Test
    void allOfThemTogetherHaveALimit() {
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            many.put("S" + i, Map.of("secret", "x".repeat(30_000)));
        }
        assertThat(catchThrowableOfType(ProblemException.class, () -> merged(many)))
                .hasMessageContaining("256 KiB");
    }

    @Test
    void aMaskKeepsWhatIsKept() {
        assertThat(merged(Map.of("PASSWORD", Map.of("secret", "********")))).isEqualTo(BEFORE.config());
    }

    @Test
    void whatIsGivenIsAChangeWhateverIsKept() {
        Map<String, Object> once = merged(Map.of("PASSWORD", Map.of("secret", "same")));
        Map<String, Object> again = merged(Map.of("PASSWORD", Map.of("secret", "same")));

        assertThat(once).isNotEqualTo(BEFORE.config()).isNotEqualTo(again);
        assertThat(once.toString()).doesNotContain("same");
        assertThat(SecretRules.given(once)).isEqualTo(Map.of("PASSWORD", "same"));
        assertThat(SecretRules.referenced(once, 4))
                .isEqualTo(Map.of("PASSWORD", new SecretReference(4).inConfig(), "PLAIN", "text"));
        assertThat(SecretRules.masked(once))
                .isEqualTo(SecretRules.masked(BEFORE.config()))
                .isEqualTo(Map.of("PASSWORD", Map.of("secret", "********"), "PLAIN", "text"));
    }

    @Test
    void aPlainValueTakesASecretsPlaceAndASecretAPlainOnes() {
        assertThat(merged(Map.of("PASSWORD", "plain"))).isEqualTo(Map.of("PASSWORD", "plain", "PLAIN", "text"));
        assertThat(SecretRules.given(merged(Map.of("PLAIN", Map.of("secret", "s")))))
                .isEqualTo(Map.of("PLAIN", "s"));
    }

    private static Map<String, Object> merged(Map<String, Object> config) {
        return SettingsReader.merge(BEFORE, Map.of("config", config)).config();
    }
}
