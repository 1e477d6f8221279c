package io.slipway.deployer.policy;

import io.slipway.contracts.VersionState;

/** A version with an image: something that can run. */
public record Release(String version, String image, VersionState.Manifest manifest) {

    public static Release of(VersionState version) {
        return new Release(version.version(), version.image(), version.manifest());
    }
}
