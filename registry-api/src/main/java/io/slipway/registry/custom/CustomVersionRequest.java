package io.slipway.registry.custom;

import java.util.List;
import java.util.Map;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.ConfigOverride;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A new version.
 *
 * @param identifier what it is called; one that is a version number (v1.2.0) is also its number
 * @param environments names of the custom provider's environments that it is to be deployed to; when left out default, if
 *     there is one and the caller may install
 * @param message of the commit
 */
record CustomVersionRequest(
        From from,
        @Nullable Config config,
        @Schema(maxLength = 100) @Nullable String identifier,
        @Schema(maxItems = 20) @Nullable List<String> environments,
        @Schema(maxLength = 1000) @Nullable String message) {
    private static final int MAX_ENVIRONMENTS = 20;

    /** What it is made of. */
    @Schema(name = "CustomVersionFrom")
    record From(
            @Schema(enumeration = {"container", "source"}) String type,

            @Schema(description = "Of a container: the image, such as ghcr.io/acme/greeter:1.2.0") @Nullable String imageRef,

            @Schema(description = "Of a container in a registry that asks for it; never shown") @Nullable String username,

            @Schema(description = "Of a container in a registry that asks for it; never shown") @Nullable String password,

            @Schema(description = "Of a source: where it was uploaded, as its upload URL was answered") @Nullable String storagePath,

            @Schema(description = "Of a source: its SHA-256 in lowercase hex") @Nullable String sourceHash) {

        boolean ofSource() {
            return type.equals("source");
        }

        @Override
        public String toString() {
            return "From[" + type + " " + imageRef + storagePath + "]";
        }
    }

    /**
     * What the provider is configured by; of a source it stands in for the package's own.
     *
     * @param schema JSON Schema (2020-12) of the config; an empty one says nothing
     * @param transformer JSONata expression from the config to the environment
     * @param port that it answers on
     * @param health path that answers 200 when it is ready
     */
    @Schema(name = "CustomVersionConfig")
    record Config(
            @Nullable Map<String, Object> schema,
            @Nullable String transformer,

            @Schema(minimum = "1", maximum = "65535") @Nullable Integer port,

            @Schema(maxLength = 256) @Nullable String health) {}

    /** Null when nothing was said of it. */
    @Nullable ConfigOverride override() {
        return config == null
                ? null
                : ConfigOverride.of(config.schema(), config.transformer(), config.port(), config.health());
    }

    /** Blocks. @throws ProblemException 422 for what is missing or wrong by itself */
    CustomVersionRequest checked() {
        if (from == null || from.type() == null) {
            throw invalid("/from/type", "is required: container or source");
        }
        if (!List.of("container", "source").contains(from.type())) {
            throw invalid("/from/type", "must be container or source");
        }
        if (from.type().equals("source")) {
            required("/from/storage_path", from.storagePath());
            required("/from/source_hash", from.sourceHash());
        } else {
            required("/from/image_ref", from.imageRef());
        }
        CustomTexts.identifier(identifier);
        CustomTexts.message(message);
        mustBeNames();
        if (config != null) {
            override().check("/config");
        }
        return this;
    }

    private void mustBeNames() {
        if (environments != null
                && (environments.size() > MAX_ENVIRONMENTS
                        || environments.stream().anyMatch(name -> name == null)
                        || environments.stream().distinct().count() < environments.size())) {
            throw invalid("/environments", "must be at most " + MAX_ENVIRONMENTS + " different names");
        }
    }

    private static void required(String field, String text) {
        if (text == null || text.isBlank()) {
            throw invalid(field, "is required");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
