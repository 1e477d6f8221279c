package io.slipway.registry.image;

import java.util.Map;

import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.provider.ProviderMetadata;
import io.slipway.registry.version.Publication;
import org.jspecify.annotations.Nullable;

/**
 * A version that is wanted of an image, as a request gave it: nothing of it is checked.
 *
 * @param imageRef what {@code docker pull} would take
 * @param username null without a login
 * @param password kept sealed until the version is published; shown to nobody
 * @param schema JSON Schema of the config; null: what the image's labels say
 * @param transformer JSONata expression; null for none
 * @param port null: what the image says
 * @param health null: what the image says
 */
public record ImageWish(
        ProviderName provider,
        VersionNumber number,
        @Nullable String imageRef,
        @Nullable String username,
        @Nullable String password,
        @Nullable Map<String, Object> schema,
        @Nullable String transformer,
        @Nullable Integer port,
        @Nullable String health,
        ProviderMetadata metadata,
        @Nullable String changelog,
        String actor,
        Publication.Terms terms) {

    @Override
    public String toString() {
        return "ImageWish[" + provider + " " + number + " of " + imageRef + "]";
    }
}
