package io.slipway.oci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.oci.OciException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as a registry gives it (OCI image specification; Docker's image manifest version 2, schema 2).
 *
 * @param bytes exactly as they came: the digest is of them
 */
record Manifest(String digest, String mediaType, byte[] bytes, JsonNode document) {
    static final String ACCEPTED = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final Set<String> IMAGES = Set.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json");
    private static final Set<String> CONFIGS =
            Set.of("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");
    private static final int MAX_LAYERS = 512;
    private static final int MAX_VARIANTS = 1_000;

    /** A blob that a manifest names. */
    record Blob(String digest, long size) {}

    static Manifest read(byte[] bytes, String contentType) throws IOException {
        JsonNode document = Documents.object(bytes, "manifest");
        String declared = contentType.split(";", 2)[0].strip();
        String mediaType = document.path("mediaType").asText(declared);
        if (!INDEXES.contains(mediaType) && !IMAGES.contains(mediaType)) {
            throw new OciException(
                    Reason.INVALID, "it is no image that can be used: its manifest is of another format");
        }
        return new Manifest(Documents.digest(bytes), mediaType, bytes, document);
    }

    boolean isIndex() {
        return INDEXES.contains(mediaType);
    }

    /**
     * Of an index: the digest of the image for a platform. Of several for its architecture the one of the same variant, or
     * one that names none: as Docker does, indexes name {@code arm64} with and without its only variant.
     */
    Optional<String> variant(Platform wanted) throws OciException {
        Optional<String> exact = variant(wanted, wanted.variant());
        return exact.isPresent() || wanted.variant() == null ? exact : variant(wanted, "");
    }

    /** @param ofArchitecture null for any, empty for one that is not named */
    private Optional<String> variant(Platform wanted, @Nullable String ofArchitecture) throws OciException {
        JsonNode variants = document.path("manifests");
        if (variants.size() > MAX_VARIANTS) {
            throw new OciException(Reason.INVALID, "its index names more than " + MAX_VARIANTS + " variants");
        }
        for (JsonNode variant : variants) {
            JsonNode platform = variant.path("platform");
            if (platform.path("os").asText().equals(wanted.os())
                    && platform.path("architecture").asText().equals(wanted.architecture())
                    && (ofArchitecture == null
                            || platform.path("variant").asText().equals(ofArchitecture))
                    && Documents.isDigest(variant.path("digest").asText())) {
                return Optional.of(variant.path("digest").asText());
            }
        }
        return Optional.empty();
    }

    Blob config() throws OciException {
        if (!CONFIGS.contains(document.at("/config/mediaType").asText())) {
            throw new OciException(Reason.INVALID, "it is no container image, but something else in a registry");
        }
        return blob(document.path("config"));
    }

    /** Of an image: each blob once, the config last. */
    List<Blob> blobs() throws OciException {
        JsonNode layers = document.path("layers");
        if (layers.size() > MAX_LAYERS) {
            throw new OciException(Reason.INVALID, "it has more than " + MAX_LAYERS + " layers");
        }
        Map<String, Blob> blobs = new LinkedHashMap<>();
        for (JsonNode layer : layers) {
            if (layer.path("urls").size() > 0) {
                throw new OciException(Reason.INVALID, "a layer of it lies outside of its registry");
            }
            Blob blob = blob(layer);
            blobs.putIfAbsent(blob.digest(), blob);
        }
        blobs.put(config().digest(), config());
        return new ArrayList<>(blobs.values());
    }

    private static Blob blob(JsonNode descriptor) throws OciException {
        String digest = descriptor.path("digest").asText();
        long size = descriptor.path("size").asLong(-1);
        if (!Documents.isDigest(digest) || size < 0) {
            throw new OciException(Reason.INVALID, "its manifest names a part without digest and size");
        }
        return new Blob(digest, size);
    }
}
