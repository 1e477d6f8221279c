package io.slipway.providerpackage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProviderNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"acme/hello", "a/b", "acme-2/my-db", "a23456789012345678901234567890123456789/x"})
    void parses(String text) throws Exception {
        assertThat(ProviderName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "acme, organization/name",
        "acme/hello/x, organization/name",
        "/hello, not a valid organization",
        "acme/, not a valid provider",
        "Acme/hello, write 'acme'",
        "acme/Hello, write 'hello'",
        "acme/-x, not a valid provider",
        "acme/x-, not a valid provider",
        "acme/a--b, not a valid provider",
        "acme/1x, not a valid provider",
        "acme/a_b, not a valid provider",
        "acme/a2345678901234567890123456789012345678901, not a valid provider",
        "slipway/hello, reserved",
        "installed/hello, reserved",
        "acme/versions, reserved",
        "acme/publish, reserved",
    })
    void refusesAndSaysWhatToWrite(String text, String hint) {
        assertThatThrownBy(() -> ProviderName.parse(text))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining(hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "install",
                "installed",
                "me",
                "new",
                "search",
                "public",
                "shared",
                "store",
                "latest",
                "active",
                "api",
                "v1",
                "q",
                "ops",
                "admin",
                "system",
                "slipway",
                "events",
                "audit",
                "auth"
            })
    void someWordsAreNoOrganizations(String word) {
        assertThatThrownBy(() -> ProviderName.organization(word))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> ProviderName.parse(word + "/hello"))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("'" + word + "' is reserved");
    }
}
