package io.slipway.registry.installation;

import org.jspecify.annotations.Nullable;

/** The body of upgrade, downgrade and rollback. @param version null for the latest, or the last good one */
record VersionRequest(@Nullable String version) {}
