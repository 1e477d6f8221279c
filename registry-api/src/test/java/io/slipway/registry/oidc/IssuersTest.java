package io.slipway.registry.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which configurations stop the start. */
class IssuersTest {
    private static final String URL = "https://ci.example.com";

    @ParameterizedTest
    @CsvSource({"PT15M, true", "PT1S, true", "PT15M0.001S, false", "PT1H, false", "PT0S, false", "PT-1S, false"})
    void aTokenIsGoodFor15MinutesAtMost(Duration lifetime, boolean good) {
        Config config = new Config(Optional.of("https://registry.example.com"), lifetime);

        if (good) {
            assertThat(new Issuers(config).urls()).containsExactly(URL);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Issuers(config))
                    .withMessageContaining("slipway.oidc.token-lifetime");
        }
    }

    @Test
    void anIssuerNeedsAnAudience() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Issuers(new Config(Optional.empty(), Duration.ofMinutes(15))))
                .withMessageContaining("slipway.oidc.audience");
    }

    private record Config(Optional<String> audience, Duration tokenLifetime) implements OidcConfig {
        @Override
        public Map<String, OidcConfig.Issuer> issuers() {
            return Map.of("ci", new Ci());
        }

        @Override
        public Optional<Set<String>> plainHttpHosts() {
            return Optional.empty();
        }

        @Override
        public Duration refreshKeysAfter() {
            return Duration.ofSeconds(5);
        }
    }

    private record Ci() implements OidcConfig.Issuer {
        @Override
        public String url() {
            return URL;
        }

        @Override
        public String repositoryIdClaim() {
            return "repository_id";
        }

        @Override
        public String workflowClaim() {
            return "workflow_ref";
        }

        @Override
        public String workflowPattern() {
            return "(.*)";
        }

        @Override
        public String environmentClaim() {
            return "environment";
        }
    }
}
