package io.slipway.registry.installation;

import org.jspecify.annotations.Nullable;

/** The body of rollback. @param version null for the last good one */
record VersionRequest(@Nullable String version) {
    static final VersionRequest LAST_GOOD = new VersionRequest(null);
}
