package io.slipway.registry.image;

import io.slipway.providerpackage.ImageReference;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.version.Publication;
import org.jspecify.annotations.Nullable;

/**
 * An image that was looked at, and its package: kept, but of no version yet.
 *
 * @param image by the digest of what runs
 * @param login null when its registry wants none
 */
public record PreparedImage(
        Publication publication, ReceivedBlob blob, ImageReference image, RegistryCredentials.@Nullable Login login) {}
