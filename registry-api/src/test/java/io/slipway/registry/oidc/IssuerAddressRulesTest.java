package io.slipway.registry.oidc;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IssuerAddressRulesTest {
    private static final Set<String> PLAIN = Set.of("ci.internal");

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "https://ci.example, true, https",
        "http://ci.internal/x, true, http on a configured host",
        "http://ci.example, false, http elsewhere",
        "file:///etc/passwd, false, a file",
        "ftp://ci.internal, false, another scheme",
        "https://user@ci.example, false, with a user",
        "https:///x, false, without a host",
        "ci.example, false, no URL",
    })
    void onlyWebAddressesAreAsked(String address, boolean asked, String reason) {
        if (asked) {
            assertThat(IssuerAddressRules.checked(address, PLAIN)).isEqualTo(URI.create(address));
        } else {
            assertThatThrownBy(() -> IssuerAddressRules.checked(address, PLAIN))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "https://ci.example/jwks, true, where the issuer is",
        "https://CI.example/jwks, true, hosts have no case",
        "https://169.254.169.254/latest, false, another host",
        "https://ci.example:8443/jwks, false, another port",
        "http://ci.internal/jwks, false, another scheme",
        "null, false, none",
    })
    void keysAreWhereTheIssuerIs(String address, boolean asked, String reason) {
        URI issuer = URI.create("https://ci.example");
        if (asked) {
            assertThat(IssuerAddressRules.keysOf(issuer, address, PLAIN)).isEqualTo(URI.create(address));
        } else {
            assertThatThrownBy(() -> IssuerAddressRules.keysOf(issuer, address, PLAIN))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
