package io.slipway.providerpackage;

import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;
import org.jspecify.annotations.Nullable;

/**
 * {@code provider.yaml}, read and checked.
 *
 * @param provider {@code org/name}; null when the manifest leaves it to the request
 * @param version likewise
 * @param runtime {@link #CONTAINER} when the manifest names an image
 * @param image {@code host/repository@sha256:…} of an image that somebody else made; null when one is to be assembled
 * @param entrypoint empty when it names an image
 * @param port 1–65535; the process is given the port to use as PORT
 * @param health absolute path that answers 2xx once the provider may serve
 * @param config JSON Schema (2020-12) of the environment; with a transformer, of what that is applied to
 * @param requires providers, {@code org/name}, that must be installed beside this one
 * @param data whether files in DATA_DIR outlive revisions wherever it runs
 * @param transformer JSONata expression from the config to the environment; null for none
 */
public record ProviderManifest(
        String provider,
        String version,
        String runtime,
        @Nullable ImageReference image,
        List<String> entrypoint,
        int port,
        String health,
        VersionState.Strategy strategy,
        boolean data,
        Map<String, Object> config,
        List<Resource> resources,
        @Nullable String transformer,
        List<String> requires) {

    public static final String FILE = "provider.yaml";

    public static final int MAX_REQUIREMENTS = 20;

    /** What runs an image as it is; no configured runtime may have this name. */
    public static final String CONTAINER = "container";

    public static boolean isPort(int port) {
        return port >= 1 && port <= ManifestReader.MAX_PORT;
    }

    /** Whether it is a path of visible ASCII that starts with a slash. */
    public static boolean isHealth(String path) {
        return ManifestReader.HEALTH.matcher(path).matches();
    }

    /** What events carry of it. */
    public VersionState.Manifest toContract() {
        return new VersionState.Manifest(entrypoint, port, health, strategy, config, transformer, data);
    }
}
