package io.slipway.deployer.installation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.SecretReference;
import io.slipway.contracts.VersionState.Manifest;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.Samples;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.rollout.Goal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a version's transformer makes of an installation's config before anything moves. */
class TransformedEnvironmentTest {
    private static final Map<String, Object> SCHEMA =
            Map.of("type", "object", "properties", Map.of("size", Map.of("type", "integer", "default", 3)));

    @Test
    void theEnvironmentIsWhatTheTransformerMakes() throws Exception {
        Map<String, String> environment = Goals.environment(
                release("{ 'URL': 'http://' & host & ':' & port, 'SIZE': size }"),
                intent(Map.of("host", "db", "port", 5432)));

        assertThat(environment)
                .as("defaults count as given, and nothing else comes through")
                .isEqualTo(Map.of("URL", "http://db:5432", "SIZE", "3", "SLIPWAY_VERSION", "1.0.0"));
    }

    @Test
    void withoutOneTheConfigIsTheEnvironment() throws Exception {
        assertThat(Goals.environment(release(null), intent(Map.of("A", true))))
                .isEqualTo(Map.of("A", "true", "size", "3", "SLIPWAY_VERSION", "1.0.0"));
    }

    @Test
    void whatStandsForASecretPassesThrough() throws Exception {
        String mark = "\u0001secret:PASSWORD:1\u0001";

        assertThat(Goals.environment(
                        release("{ 'DB': 'u:' & PASSWORD & '@db', 'LONG': $uppercase(PASSWORD) }"),
                        intent(Map.of("PASSWORD", new SecretReference(1).inConfig()))))
                .containsEntry("DB", "u:" + mark + "@db");
    }

    @Test
    void oneThatFailsHoldsTheInstallationWhereItIs() {
        Goal goal = Goals.rendered(release("{ 'A B': 1 }"), intent(Map.of()));

        assertThat(goal).isInstanceOfSatisfying(Goal.Hold.class, hold -> {
            assertThat(hold.reason()).isEqualTo("TransformerFailed");
            assertThat(hold.message()).contains("1.0.0", "'A B'", "change the config");
        });
        assertThat(Goals.rendered(release("($f := function($x) { $f($x) & $f($x) }; $f(1))"), intent(Map.of())))
                .as("one that never ends, too")
                .isInstanceOf(Goal.Hold.class);
    }

    private static Release release(String transformer) {
        return new Release(
                "1.0.0",
                "acme/hello@sha256:" + "1".repeat(64),
                new Manifest(List.of(), 8080, "/healthz", Strategy.switch_, SCHEMA, transformer, null));
    }

    private static InstallationIntent intent(Map<String, Object> config) {
        Samples.Intent intent = new Samples.Intent("ins_1", "acme/hello", "1.0.0");
        intent.config = new LinkedHashMap<>(config);
        return intent.state();
    }
}
