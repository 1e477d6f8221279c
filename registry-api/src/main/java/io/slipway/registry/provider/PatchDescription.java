package io.slipway.registry.provider;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A merge patch of a provider, for the API's description only: what is left out is not the same as null. */
record PatchDescription(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable String iconUrl,

        @Schema(enumeration = {"private", "organization", "public"}) @Nullable String visibility) {}
