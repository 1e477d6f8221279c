package io.slipway.registry.release;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.oci.ImageConfig;
import io.slipway.oci.OciException;
import io.slipway.oci.Platform;
import io.slipway.oci.PlatformImages;
import io.slipway.oci.Registries;
import io.slipway.oci.ResolveImage;
import io.slipway.oci.ResolvedImage;
import io.slipway.registry.image.ImagesConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks a registry what an image's tag stands for now, and what the image says of itself. Blocks. */
@ApplicationScoped
class PinImage {
    /** Of those that tell what a package's manifest would tell. */
    private static final String OURS = "io.slipway.";

    private final Registries registries;
    private final ImagesConfig config;
    private final String platformRegistry;

    /** @param platformRegistry host and port */
    PinImage(
            Registries registries,
            ImagesConfig config,
            @ConfigProperty(name = "slipway.oci.registry") String platformRegistry) {
        this.registries = registries;
        this.config = config;
        this.platformRegistry = platformRegistry;
    }

    /**
     * @param digest null when it was not found
     * @param says null when its registry was not asked, or did not answer
     * @param why null when all went well
     */
    record Pinned(String digest, ImageConfig says, String why) {}

    /** One that names its digest keeps it, whether its registry answers or not. */
    Pinned pin(ImportStep.Pin image) {
        if (PlatformImages.hold(Images.stored(image.url()), platformRegistry)) {
            return new Pinned(null, null, PlatformImages.ADVICE);
        }
        Optional<Platform> platform = platform(image.platform());
        return platform.isPresent()
                ? asked(image, platform.get())
                : not(image, "its platform " + image.platform() + " is none: write linux/amd64 or linux/arm64/v8");
    }

    private Pinned asked(ImportStep.Pin image, Platform platform) {
        try {
            ResolvedImage found =
                    new ResolveImage(registries, platform, config.patience()).resolve(Images.stored(image.url()), null);
            String named = Images.stored(image.url()).digest();
            boolean asNamed = named != null && !image.alone();
            return new Pinned(asNamed ? named : found.reference().digest(), ours(found.config()), null);
        } catch (OciException e) {
            return not(image, e.getMessage());
        } catch (IOException e) {
            return not(image, "its registry did not answer as it should");
        }
    }

    /** Not asked with success. */
    static Pinned not(ImportStep.Pin image, String why) {
        return new Pinned(Images.stored(image.url()).digest(), null, why);
    }

    private static ImageConfig ours(ImageConfig image) {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        labels.keySet().removeIf(label -> !label.startsWith(OURS));
        return new ImageConfig(image.os(), image.architecture(), labels, image.ports());
    }

    /** What says less than os and architecture is taken for the usual one. */
    private Optional<Platform> platform(String text) {
        return text == null || text.indexOf('/') < 0
                ? Optional.of(new Platform(config.os(), config.architecture()))
                : Platform.parse(text);
    }
}
