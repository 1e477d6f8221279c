package io.slipway.local.node.image;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What an image is made of: its configuration's digest and its layers, lowest first (OCI image specification). */
record Manifest(String config, List<Layer> layers) {
    static final String ACCEPT = String.join(
            ",",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param gzip whether the layer's tar archive is compressed */
    record Layer(String digest, boolean gzip) {}

    /** The manifest of this machine in an index, as a digest; null when the document is a manifest itself. */
    static String chosenFromIndex(byte[] document) throws IOException, UnusableImageException {
        JsonNode root = JSON.readTree(document);
        if (!root.has("manifests")) {
            return null;
        }
        String architecture = architecture();
        return StreamSupport.stream(root.get("manifests").spliterator(), false)
                .filter(m -> "linux".equals(m.at("/platform/os").asText())
                        && architecture.equals(m.at("/platform/architecture").asText()))
                .map(m -> m.get("digest").asText())
                .findFirst()
                .orElseThrow(() -> new UnusableImageException("the image has no variant for linux/" + architecture));
    }

    static Manifest parse(byte[] document) throws IOException, UnusableImageException {
        JsonNode root = JSON.readTree(document);
        if (!root.at("/config/digest").isTextual() || !root.path("layers").isArray()) {
            throw new UnusableImageException("the manifest is not one of an image");
        }
        List<Layer> layers = new java.util.ArrayList<>();
        for (JsonNode layer : root.get("layers")) {
            layers.add(new Layer(
                    layer.get("digest").asText(), gzip(layer.path("mediaType").asText())));
        }
        return new Manifest(root.at("/config/digest").asText(), List.copyOf(layers));
    }

    private static boolean gzip(String mediaType) throws UnusableImageException {
        if (mediaType.endsWith("gzip")) {
            return true;
        }
        if (mediaType.endsWith("tar")) {
            return false;
        }
        throw new UnusableImageException("layers of type " + mediaType + " are not supported: use gzip or plain tar");
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
