package io.slipway.registry.release;

import java.io.IOException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.oci.OciException;
import io.slipway.oci.Platform;
import io.slipway.oci.Registries;
import io.slipway.oci.ResolveImage;

/** Asks a registry what an image's tag stands for now. Blocks. */
@ApplicationScoped
class PinImage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Platform USUAL = new Platform("linux", "amd64");

    private final Registries registries;

    PinImage(Registries registries) {
        this.registries = registries;
    }

    /** @param digest null when it was not found. @param why null when it was */
    record Pinned(String digest, String why) {}

    Pinned pin(ImportStep.Pin image) {
        ResolveImage resolve = new ResolveImage(registries, platform(image.platform()), PATIENCE);
        try {
            return new Pinned(
                    resolve.resolve(Images.stored(image.url()), null)
                            .reference()
                            .digest(),
                    null);
        } catch (OciException e) {
            return new Pinned(null, e.getMessage());
        } catch (IOException e) {
            return new Pinned(null, "its registry did not answer as it should");
        }
    }

    /** {@code os/architecture}, of which a variant behind them is left out; what says less is taken for the usual one. */
    static Platform platform(String text) {
        String[] parts = text == null ? new String[0] : text.split("/", -1);
        return parts.length < 2 ? USUAL : new Platform(parts[0], parts[1]);
    }
}
