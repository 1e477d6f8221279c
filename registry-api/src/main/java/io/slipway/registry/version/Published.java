package io.slipway.registry.version;

/** @param accepted false when the same was published before and nothing was done */
record Published(VersionView version, boolean accepted) {}
