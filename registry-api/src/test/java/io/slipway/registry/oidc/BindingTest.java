package io.slipway.registry.oidc;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BindingTest {

    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "https://ci, 42, release.yml, production, true, all the same",
        "https://ci2, 42, release.yml, production, false, another issuer",
        "https://ci, 43, release.yml, production, false, another repository of that name",
        "https://ci, 42, test.yml, production, false, another workflow",
        "https://ci, 42, Release.yml, production, false, another spelling",
        "https://ci, 42, release.yml, staging, false, another environment",
        "https://ci, 42, release.yml, , false, no environment",
    })
    void onlyTheBoundWorkflowIsAdmitted(
            String issuer, String repository, String workflow, String environment, boolean admitted, String reason) {
        Binding binding = new Binding("https://ci", "42", "release.yml", "production");
        WorkflowIdentity identity =
                new WorkflowIdentity(issuer, repository, workflow, environment, "jti", Instant.EPOCH);

        assertThat(binding.admits(identity)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({"production", "staging", ","})
    void withoutAnEnvironmentAnyWillDo(String environment) {
        Binding binding = new Binding("https://ci", "42", "release.yml", null);

        assertThat(binding.admits(
                        new WorkflowIdentity("https://ci", "42", "release.yml", environment, "jti", Instant.EPOCH)))
                .isTrue();
    }
}
