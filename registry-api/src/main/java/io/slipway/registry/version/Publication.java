package io.slipway.registry.version;

import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.provider.ProviderMetadata;

/** A package that was received and found good, and what its publisher wants it to become. */
record Publication(
        ProviderName provider,
        VersionNumber number,
        Source source,
        PinnedRuntime runtime,
        VersionState.Manifest manifest,
        ProviderMetadata metadata,
        String changelog,
        String actor) {

    /** @param sha256 64 lowercase hex digits */
    record Source(String sha256, long sizeBytes) {}
}
