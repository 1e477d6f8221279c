package io.slipway.registry.version;

import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.provider.ProviderMetadata;

/** A package that was received and found good, and what its publisher wants it to become. */
public record Publication(
        ProviderName provider,
        VersionNumber number,
        Source source,
        PinnedRuntime runtime,
        VersionState.Manifest manifest,
        ProviderMetadata metadata,
        String changelog,
        String actor,
        Terms terms) {

    /** The same under another number. */
    public Publication numbered(VersionNumber other) {
        return new Publication(provider, other, source, runtime, manifest, metadata, changelog, actor, terms);
    }

    /** The same with another manifest than the package's own. */
    public Publication with(VersionState.Manifest other) {
        return new Publication(provider, number, source, runtime, other, metadata, changelog, actor, terms);
    }

    /** @param sha256 64 lowercase hex digits */
    public record Source(String sha256, long sizeBytes) {}

    /**
     * On what terms it is published.
     *
     * @param unlessKnown whether a version of the same package is the answer, under whatever number
     */
    public record Terms(VersionOrigin origin, boolean unlessKnown) {
        public static final Terms PLAIN = new Terms(VersionOrigin.UNKNOWN, false);

        Terms with(Requirements requirements) {
            return new Terms(origin.with(requirements), unlessKnown);
        }
    }
}
