package io.slipway.deployer.secret;

import java.util.Map;

import io.slipway.contracts.SecretReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretMarksTest {
    @Test
    void aMarkStandsForItsSecretWhereverItGoes() {
        Map<String, Object> marked =
                SecretMarks.marked(Map.of("PASSWORD", new SecretReference(3).inConfig(), "PLAIN", "text", "COUNT", 3));
        assertThat(marked).containsEntry("PLAIN", "text").containsEntry("COUNT", 3);

        Map<String, String> environment =
                Map.of("URL", "db://user:" + marked.get("PASSWORD") + "@host", "PLAIN", "secret:PASSWORD:3");
        assertThat(SecretMarks.in(environment)).isEqualTo(Map.of("PASSWORD", new SecretReference(3)));
        assertThat(SecretMarks.resolved(environment, Map.of("PASSWORD", "a$1\\b")))
                .isEqualTo(Map.of("URL", "db://user:a$1\\b@host", "PLAIN", "secret:PASSWORD:3"));
    }

    @Test
    void withoutMarksNothingChanges() {
        Map<String, String> environment = Map.of("A", "{\"secret\":{\"revision\":1}}");
        assertThat(SecretMarks.in(environment)).isEmpty();
        assertThat(SecretMarks.resolved(environment, Map.of())).isEqualTo(environment);
    }
}
