package io.slipway.oci;

import io.slipway.providerpackage.ImageReference;

/**
 * What the platform itself has put into its registry, by its own login: whoever may name that registry, and has a login for it,
 * would get the images of all organizations.
 */
public final class PlatformImages {
    /** Where versions' images are, those of an organization below {@code providers/ORG/}. */
    public static final String REPOSITORIES = "providers/";

    public static final String ADVICE =
            "it is what this platform has made of a version: export and import that version instead";

    private PlatformImages() {}

    /** @param registry the platform's own, {@code host:port} */
    public static boolean hold(ImageReference image, String registry) {
        return image.registry().equalsIgnoreCase(registry) && image.repository().startsWith(REPOSITORIES);
    }
}
