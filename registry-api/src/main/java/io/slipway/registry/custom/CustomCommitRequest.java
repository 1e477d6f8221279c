package io.slipway.registry.custom;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted to serve.
 *
 * @param type merge: a version, or what serves in another environment; rollback: what served before
 * @param environment name or id of the one that changes
 * @param versionId of a merge: {@code cpv_…}
 * @param fromEnvironment of a merge: name or id of the one whose serving version is wanted
 */
record CustomCommitRequest(
        @Schema(enumeration = {"merge", "rollback"}) String type,
        @Schema(defaultValue = "default") @Nullable String environment,
        @Nullable String versionId,
        @Nullable String fromEnvironment,
        @Schema(maxLength = 1000) @Nullable String message) {}
