package io.slipway.registry.custom;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a merge patch may say, for the description. */
record CustomProviderPatch(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable String iconUrl,

        @Schema(enumeration = {"private", "organization", "public"}) @Nullable String visibility) {}
