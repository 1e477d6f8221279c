package io.slipway.oci;

import java.util.Locale;

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
        return named(image.registry()).equals(named(registry))
                && image.repository().startsWith(REPOSITORIES);
    }

    /** As it is for whoever connects: a usual port may be left out, and have zeros before it. */
    private static String named(String authority) {
        return authority
                .toLowerCase(Locale.ROOT)
                .replaceFirst(":0+(?=\\d+$)", ":")
                .replaceFirst(":(80|443)$", "");
    }
}
