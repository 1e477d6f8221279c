package io.slipway.registry.installation;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of upgrade and downgrade.
 *
 * @param version null for the latest
 * @param config a merge patch (RFC 7396), rolled out with the version: what one version's schema asks for the other's may refuse
 */
record MoveRequest(
        @Nullable String version,

        @Schema(description = "Merge patch, rolled out with the version; null removes a name") @Nullable Map<String, Object> config) {
    static final MoveRequest LATEST = new MoveRequest(null, null);

    MoveRequest {
        if (config != null) {
            config = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(config));
        }
    }

    Settings settings(Settings current) {
        return config == null ? current : SettingsReader.merge(current, Map.of("config", config));
    }
}
