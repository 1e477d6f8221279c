package io.slipway.registry.release;

import java.util.Optional;

import io.slipway.providerpackage.ImageReference;
import io.slipway.providerpackage.InvalidReference;

/** Image URLs of documents. */
final class Images {
    private Images() {}

    /** Empty for text that is no image. */
    static Optional<ImageReference> parse(String url) {
        try {
            return Optional.of(ImageReference.parse(url));
        } catch (InvalidReference _) {
            return Optional.empty();
        }
    }

    /** One that was checked before. */
    static ImageReference stored(String url) {
        return parse(url).orElseThrow(() -> new IllegalStateException("stored as an image: " + url));
    }
}
