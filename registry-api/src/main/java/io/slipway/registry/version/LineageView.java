package io.slipway.registry.version;

import java.time.Instant;
import java.util.List;

import io.slipway.contracts.VersionState;
import org.jspecify.annotations.Nullable;

/**
 * A version, what it was made from, what that was made from, and so on.
 *
 * @param next the version whose lineage goes on from here; null when this is all
 */
record LineageView(List<Ancestor> items, @Nullable String next) {

    /** @param baseVersionId of the one that follows; null for the first of all */
    record Ancestor(
            String id,
            String version,
            VersionState.Status status,
            String sourceHash,
            @Nullable String baseVersionId,
            Instant createdAt) {}
}
