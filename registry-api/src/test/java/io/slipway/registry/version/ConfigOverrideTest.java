package io.slipway.registry.version;

import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState.Manifest;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ConfigOverrideTest {
    private static final Map<String, Object> OWN = Map.of("type", "object");
    private static final Manifest MANIFEST =
            new Manifest(List.of("./run"), 8080, "/healthz", Strategy.switch_, OWN, "{ 'A': a }", true);

    @Test
    void whatIsLeftOutIsThePackages() {
        assertThat(ConfigOverride.of(null, null, null, null).over(MANIFEST)).isEqualTo(MANIFEST);
        assertThat(ConfigOverride.of(Map.of(), null, null, null).over(MANIFEST)).isEqualTo(MANIFEST);
        Manifest other = ConfigOverride.of(Map.of("maxProperties", 1), "{ 'B': b }", null, null)
                .over(MANIFEST);
        assertThat(other.config()).isEqualTo(Map.of("type", "object", "maxProperties", 1));
        assertThat(other.transformer()).isEqualTo("{ 'B': b }");
        assertThat(other.data()).isTrue();
        assertThat(other.entrypoint()).isEqualTo(MANIFEST.entrypoint());
        Manifest reached = ConfigOverride.of(null, null, 7070, "/live").over(MANIFEST);
        assertThat(reached.port()).isEqualTo(7070);
        assertThat(reached.health()).isEqualTo("/live");
        assertThat(reached.config()).isEqualTo(MANIFEST.config());
    }

    @Test
    void whatCannotBeUsedIsSaidWhereItStands() {
        assertThat(refused(Map.of("type", "string"), null)).isEqualTo("/at/schema/type");
        assertThat(refused(null, "{{{")).isEqualTo("/at/transformer");
        assertThat(refused(Map.of("description", "x".repeat(ConfigOverride.MAX_SCHEMA)), null))
                .isEqualTo("/at/schema");
    }

    /** All that a manifest may say comes through an export: in YAML it may be shorter than in JSON. */
    @Test
    void aSchemaMayBeLargerThanAManifest() {
        ConfigOverride.of(Map.of("description", "x".repeat(ConfigOverride.MAX_SCHEMA - 100)), "{ 'A': a }", null, null)
                .check("/at");
    }

    private static String refused(Map<String, Object> schema, String transformer) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> ConfigOverride.of(schema, transformer, null, null)
                        .check("/at"));
        assertThat(refusal).isNotNull();
        return refusal.errors().stream().map(Problem.Detail::field).findFirst().orElseThrow();
    }
}
