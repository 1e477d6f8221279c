package io.slipway.registry.organization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenFormatTest {
    private static final String GOOD = "slp_acmeAcmeAcmeAcmeAcmeAcmeAcmeAc0zZt2N";

    @Test
    void whatIsCreatedIsWellFormedAndNeverTheSame() {
        String token = TokenFormat.create();

        assertThat(TokenFormat.isWellFormed(token)).isTrue();
        assertThat(TokenFormat.isWellFormed(GOOD)).isTrue();
        assertThat(TokenFormat.create()).isNotEqualTo(token);
        assertThat(TokenFormat.fingerprint(token)).matches("[0-9a-f]{64}").doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "slp_",
                "slp_acmeAcmeAcmeAcmeAcmeAcmeAcmeAc0zZt2M",
                "slp_bcmeAcmeAcmeAcmeAcmeAcmeAcmeAc0zZt2N",
                "slq_acmeAcmeAcmeAcmeAcmeAcmeAcmeAc0zZt2N",
                "slp_acmeAcmeAcmeAcmeAcmeAcmeAcmeAc0zZt2NN",
                "slp_acmeAcmeAcmeAcmeAcmeAcmeAcmeA-0zZt2N"
            })
    void aTypingErrorIsSeen(String token) {
        assertThat(TokenFormat.isWellFormed(token)).isFalse();
    }

    @Test
    void namesThatLookAlikeHaveOneLikeness() {
        assertThat(Organization.likenessOf("g-l0bex")).isEqualTo(Organization.likenessOf("gl-obex"));
        assertThat(Organization.likenessOf("1ambda")).isEqualTo(Organization.likenessOf("lambda"));
        assertThat(Organization.likenessOf("acme")).isNotEqualTo(Organization.likenessOf("acne"));
    }
}
