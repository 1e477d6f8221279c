package io.slipway.local.settings;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvironmentTest {
    @Test
    void anEmptyVariableIsAMissingOne() {
        Environment environment = new Environment(Map.of("EMPTY", " ", "SET", "value"));
        assertThat(environment.required("SET")).isEqualTo("value");
        assertThat(environment.optional("EMPTY", "other")).isEqualTo("other");
        assertThatThrownBy(() -> environment.required("EMPTY"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("set EMPTY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "1.5"})
    void whatIsNoPortIsNamed(String value) {
        assertThatThrownBy(() -> new Environment(Map.of("PORT", value)).port("PORT", 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("PORT is a port from 0 to 65535, not " + value);
    }

    @Test
    void aRegistryWithoutAUserIsAskedWithoutCredentials() {
        RegistryAccess open = RegistryAccess.from(
                new Environment(Map.of("SLIPWAY_OCI_REGISTRY", "registry:5000", "SLIPWAY_OCI_INSECURE", "true")));
        assertThat(open.anonymous()).isTrue();
        assertThat(open.url()).isEqualTo("http://registry:5000");
    }

    @Test
    void aRegistryIsAskedOverTlsUnlessToldOtherwise() {
        Environment user = new Environment(Map.of("SLIPWAY_OCI_REGISTRY", "example.org", "SLIPWAY_OCI_USERNAME", "me"));
        assertThatThrownBy(() -> RegistryAccess.from(user)).hasMessage("set SLIPWAY_OCI_PASSWORD");
        assertThat(new RegistryAccess("example.org", false, "me", "secret"))
                .hasToString("RegistryAccess[https://example.org]");
        assertThatThrownBy(() -> new Environment(Map.of("FLAG", "yes")).flag("FLAG"))
                .hasMessage("FLAG is true or false, not yes");
    }
}
