package io.slipway.providerpackage;

import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;

/**
 * {@code provider.yaml}, read and checked.
 *
 * @param provider {@code org/name}; null when the manifest leaves it to the request
 * @param version likewise
 * @param port 1–65535; the process is given the port to use as PORT
 * @param health absolute path that answers 2xx once the provider may serve
 * @param config JSON Schema (2020-12) of the environment
 */
public record ProviderManifest(
        String provider,
        String version,
        String runtime,
        List<String> entrypoint,
        int port,
        String health,
        VersionState.Strategy strategy,
        Map<String, Object> config,
        List<Resource> resources) {

    public static final String FILE = "provider.yaml";

    /** What events carry of it. */
    public VersionState.Manifest toContract() {
        return new VersionState.Manifest(entrypoint, port, health, strategy, config);
    }
}
