package io.slipway.oci;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** An image as other tools make them, of values; pushed by plain HTTP. For tests of other modules, too. */
public record TestImage(
        Map<String, String> labels,
        List<String> ports,
        String architecture,
        List<byte[]> layers,
        List<String> command) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OCI = "application/vnd.oci.image.";

    public static TestImage of(Map<String, String> labels, String... ports) {
        return new TestImage(labels, List.of(ports), "amd64", List.of(), List.of("/run"));
    }

    public TestImage on(String other) {
        return new TestImage(labels, ports, other, layers, command);
    }

    public TestImage with(byte[]... tarGzs) {
        return new TestImage(labels, ports, architecture, List.of(tarGzs), command);
    }

    /** A registry by plain HTTP, which asks for Basic or nothing. */
    public record Registry(String address, String username, String password) {
        /** Returns the digest. */
        public String push(String repository, String tag, TestImage image) {
            List<Map<String, Object>> layers = new ArrayList<>();
            for (byte[] layer : image.layers()) {
                layers.add(blob(repository, OCI + "layer.v1.tar+gzip", layer));
            }
            return manifest(
                    repository,
                    tag,
                    OCI + "manifest.v1+json",
                    bytes(Map.of(
                            "schemaVersion",
                            2,
                            "mediaType",
                            OCI + "manifest.v1+json",
                            "config",
                            blob(repository, OCI + "config.v1+json", image.config()),
                            "layers",
                            layers)));
        }

        /** Returns the digest of an index of images by their architecture. */
        public String index(String repository, String tag, Map<String, String> digests) {
            List<Map<String, Object>> variants = new ArrayList<>();
            // What build tools put beside the images: attestations.
            variants.add(variant(
                    repository,
                    "unknown",
                    "unknown",
                    digests.values().iterator().next()));
            digests.forEach((architecture, digest) -> variants.add(variant(repository, "linux", architecture, digest)));
            return manifest(
                    repository,
                    tag,
                    OCI + "index.v1+json",
                    bytes(Map.of("schemaVersion", 2, "mediaType", OCI + "index.v1+json", "manifests", variants)));
        }

        private Map<String, Object> variant(String repository, String os, String architecture, String digest) {
            return Map.of(
                    "mediaType",
                    OCI + "manifest.v1+json",
                    "digest",
                    digest,
                    "size",
                    get(repository + "/manifests/" + digest).length,
                    "platform",
                    Map.of("os", os, "architecture", architecture));
        }

        public Map<String, Object> blob(String repository, String mediaType, byte[] content) {
            String digest = Documents.digest(content);
            HttpResponse<byte[]> begun = send("POST", "/v2/" + repository + "/blobs/uploads/", null, new byte[0]);
            String location = begun.headers().firstValue("Location").orElseThrow();
            String path = location.startsWith("http") ? location.substring(location.indexOf('/', 8)) : location;
            send("PUT", path + (path.contains("?") ? "&" : "?") + "digest=" + digest, null, content);
            return Map.of("mediaType", mediaType, "digest", digest, "size", content.length);
        }

        public String manifest(String repository, String tag, String mediaType, byte[] content) {
            send("PUT", "/v2/" + repository + "/manifests/" + tag, mediaType, content);
            return Documents.digest(content);
        }

        /** Null when there is none. */
        public byte[] get(String path) {
            HttpResponse<byte[]> response = send("GET", "/v2/" + path, null, new byte[0]);
            return response.statusCode() == 200 ? response.body() : null;
        }

        private HttpResponse<byte[]> send(String method, String path, String type, byte[] body) {
            try (HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                String pair = username + ":" + password;
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .header("Accept", Manifest.ACCEPTED)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
                if (type != null) {
                    request.header("Content-Type", type);
                }
                HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() >= 300 && !method.equals("GET")) {
                    throw new IllegalStateException(path + " answered " + response.statusCode() + " "
                            + new String(response.body(), StandardCharsets.UTF_8));
                }
                return response;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    byte[] config() {
        Map<String, Object> exposed = new LinkedHashMap<>();
        ports.forEach(port -> exposed.put(port, Map.of()));
        return bytes(Map.of(
                "os",
                "linux",
                "architecture",
                architecture,
                "config",
                Map.of("Labels", labels, "ExposedPorts", exposed, "Cmd", command),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of())));
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
