package io.slipway.oci;

import java.io.IOException;
import java.time.Duration;

import io.slipway.oci.OciException.Reason;
import io.slipway.outbound.OutboundLimits;
import io.slipway.providerpackage.ImageReference;
import org.jspecify.annotations.Nullable;

/** From a reference to the one image that it means, and what that says of itself. Blocks, and moves no layers. */
public final class ResolveImage {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);

    private final Registries registries;
    private final Platform platform;
    private final OutboundLimits limits;

    /** @param patience for each of the few requests that it takes, redirects included */
    public ResolveImage(Registries registries, Platform platform, Duration patience) {
        this.registries = registries;
        this.platform = platform;
        this.limits = new OutboundLimits(CONNECT, READ, patience, Pull.MAX_DOCUMENT, 5);
    }

    /** @throws OciException with what the user can do */
    public ResolvedImage resolve(ImageReference image, @Nullable RegistryLogin login) throws IOException {
        Pull pull = new Pull(registries.pull(image, login), limits);
        Manifest manifest = pull.manifest(image);
        if (manifest.isIndex()) {
            String variant = manifest.variant(platform).orElseThrow(this::noVariant);
            manifest = pull.manifest(image.at(variant));
        }
        if (manifest.isIndex()) {
            throw new OciException(Reason.INVALID, "its index names another index");
        }
        ImageConfig config = pull.config(manifest);
        if (!config.os().equals(platform.os()) || !config.architecture().equals(platform.architecture())) {
            throw noVariant();
        }
        manifest.blobs();
        return new ResolvedImage(image.at(manifest.digest()), config);
    }

    private OciException noVariant() {
        return new OciException(
                Reason.NO_VARIANT, "there is no variant of it for " + platform + ": build and push one");
    }
}
