package io.slipway.oci;

import io.slipway.providerpackage.ImageReference;

/**
 * What a reference means now.
 *
 * @param reference by the digest of the manifest that runs: of an index, that of the platform's variant
 */
public record ResolvedImage(ImageReference reference, ImageConfig config) {}
