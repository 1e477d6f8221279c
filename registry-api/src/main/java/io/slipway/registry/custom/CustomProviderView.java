package io.slipway.registry.custom;

import java.time.Instant;
import java.util.List;

import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A provider of the caller's own organization.
 *
 * @param providerId null until a version of it was published
 * @param providerName {@code org/name}
 */
record CustomProviderView(
        @Schema(enumeration = "custom_provider") String object,
        String id,
        String name,
        @Nullable String displayName,
        @Nullable String description,
        List<String> tags,
        @Nullable String iconUrl,

        @Schema(enumeration = {"private", "organization", "public"})
        String visibility,

        @Schema(enumeration = {"semver", "calendar"}) String versionScheme,
        @Nullable String latestVersion,
        @Nullable String providerId,
        String providerName,
        Instant createdAt,
        Instant updatedAt) {
    static final String OBJECT = "custom_provider";

    static CustomProviderView of(Provider provider) {
        ProviderView view = provider.view();
        return new CustomProviderView(
                OBJECT,
                CustomIds.ofProvider(view.id()),
                view.name().substring(view.name().indexOf('/') + 1),
                view.displayName(),
                view.description(),
                view.tags(),
                view.iconUrl(),
                view.visibility(),
                view.versionScheme(),
                view.latestVersion(),
                publicId(provider),
                view.name(),
                view.createdAt(),
                view.updatedAt());
    }

    /** Null until a version was published. */
    static String publicId(Provider provider) {
        return provider.isReleased() ? provider.id() : null;
    }
}
