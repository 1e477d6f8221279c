package io.slipway.testing;

import java.util.Arrays;
import java.util.Locale;

/** Where the servers come from: system property {@code slipway.infra}. */
enum Mode {
    /** Real binaries on this machine, nothing to install. */
    EMBEDDED,
    /** Docker containers; images by {@code slipway.testcontainers.postgres}, {@code .kafka}, {@code .registry}. */
    TESTCONTAINERS,
    /** Given servers: {@code slipway.external.postgres}, {@code .kafka}, {@code .registry}. */
    EXTERNAL;

    static Mode configured() {
        var value = System.getProperty("slipway.infra", "embedded");
        return Arrays.stream(values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "slipway.infra is embedded, testcontainers or external, not " + value));
    }

    Servers servers() {
        return switch (this) {
            case EMBEDDED -> SharedServers.attach();
            case TESTCONTAINERS -> ContainerServers.start();
            case EXTERNAL -> Servers.read(System.getProperties(), "slipway.external.");
        };
    }
}
