package io.slipway.registry.version;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The form of a publication, for the API's description only: it is read while it comes in. */
record PublishDescription(
        @Schema(
                required = true,
                format = "binary",
                description = "tar.gz with provider.yaml at its root, at most 64 MiB")
        String code,

        @Schema(required = true, description = "SemVer 2.0, or YYYY.MM.DD-HHMMSS", examples = "1.0.0")
        String version,

        @Schema(maxLength = 20_000) @Nullable String changelog,

        @Schema(
                maxLength = 100,
                description = "Left out: unchanged. Empty: removed. Shown once the version is published")
        @Nullable String display_name,

        @Schema(maxLength = 500) @Nullable String description,

        @Schema(description = "JSON array of at most 20 strings", examples = "[\"demo\"]") @Nullable String tags,

        @Schema(maxLength = 500) @Nullable String icon_url) {}
