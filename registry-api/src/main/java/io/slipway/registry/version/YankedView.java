package io.slipway.registry.version;

import io.slipway.registry.provider.ProviderUses;

/** @param affected who runs the version, or is about to, at the time of the answer */
public record YankedView(VersionView version, ProviderUses.Affected affected) {}
