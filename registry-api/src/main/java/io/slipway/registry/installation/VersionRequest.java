package io.slipway.registry.installation;

/** The body of upgrade, downgrade and rollback. @param version null for the latest, or the last good one */
record VersionRequest(String version) {}
