package io.slipway.registry.provider;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A merge patch of a provider, for the API's description only: what is left out is not the same as null. */
record PatchDescription(
        @Schema(maxLength = 100) @Nullable String displayName,

        @Schema(maxLength = 500) @Nullable String description,

        @Schema(maxItems = 20) @Nullable List<String> tags,

        @Schema(maxLength = 500) @Nullable String iconUrl,

        @Schema(enumeration = {"private", "organization", "public"}) @Nullable String visibility) {}
