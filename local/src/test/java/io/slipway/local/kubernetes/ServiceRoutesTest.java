package io.slipway.local.kubernetes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceRoutesTest {
    private static final String SERVICE = "ins-abcdefghijklmnopqrstuvwx23";
    private static final String PREFIX = "/slipway-0a1b2c-acme-default-x/" + SERVICE;

    private final ServiceRoutes routes = new ServiceRoutes("slipway-0a1b2c", 1);

    @Test
    void aPathIsThatOfTheServiceInItsNamespace() {
        var target = routes.target(PREFIX + "/items?all=%2e%2e/..").orElseThrow();

        assertThat(target.prefix()).isEqualTo(PREFIX);
        assertThat(target.base())
                .isEqualTo("/api/v1/namespaces/slipway-0a1b2c-acme-default-x/services/" + SERVICE + ":80/proxy");
        assertThat(target.rest()).isEqualTo("/items?all=%2e%2e/..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.hidden", "/a..b/", "/...", "/a.", "/v1.2/x"})
    void dotsInNamesAreTheProvidersOwn(String rest) {
        assertThat(routes.target(PREFIX + rest)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/i/ins_1/",
                "/kube-system/" + SERVICE + "/",
                "/slipway-ffffff-acme-default-x/" + SERVICE + "/",
                "/slipway-0a1b2c-acme-default-x/postgres/",
                PREFIX + "/../../../secrets",
                PREFIX + "/..",
                PREFIX + "/a/./b",
                PREFIX + "/%2E%2e/secrets",
                PREFIX + "/.%2e%2fsecrets",
                PREFIX + "/a%2F..%2Fb",
                PREFIX + "/a\\..\\b",
            })
    void otherThingsOfTheClusterAreNotReached(String uri) {
        assertThat(routes.target(uri)).isEmpty();
    }
}
