package io.slipway.registry.support;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** As a careful operator configures it, in all that no test of other things minds; one start for all that need any of it. */
public final class Guarded implements QuarkusTestProfile {
    public static final String CONSOLE = "https://console.example.org";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.cors.enabled",
                "true",
                "quarkus.http.cors.origins",
                CONSOLE,
                "slipway.providers.visibility",
                "private");
    }
}
