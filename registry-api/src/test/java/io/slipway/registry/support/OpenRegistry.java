package io.slipway.registry.support;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import io.slipway.outbox.EventJson;

/** A registry that asks nobody for a login, with images for platforms; the operator has allowed it. */
public final class OpenRegistry implements QuarkusTestResourceLifecycleManager {
    private static final String ADDRESS = "test.open-registry";
    private static final String OCI = "application/vnd.oci.image.";

    private final PeerServer server = new PeerServer();

    @Override
    public Map<String, String> start() {
        server.start();
        System.setProperty(ADDRESS, server.url());
        return Map.of("slipway.images.registries", server.url(), "slipway.images.patience", "5s");
    }

    /** As the images' names begin. */
    public static String host() {
        return System.getProperty(ADDRESS).replace("http://", "");
    }

    /** @return its digest */
    public static String image(String repository, String tag, String architecture, Map<String, String> labels) {
        byte[] config = json(Map.of("os", "linux", "architecture", architecture, "config", Map.of("Labels", labels)));
        put(repository + "/blobs/" + digest(config), config);
        return manifest(
                repository,
                tag,
                Map.of(
                        "schemaVersion",
                        2,
                        "mediaType",
                        OCI + "manifest.v1+json",
                        "config",
                        Map.of("mediaType", OCI + "config.v1+json", "digest", digest(config), "size", config.length)));
    }

    /** @param digests by platform, {@code os/architecture/variant} without the variant or with it */
    public static String index(String repository, String tag, Map<String, String> digests) {
        return manifest(
                repository,
                tag,
                Map.of(
                        "schemaVersion",
                        2,
                        "mediaType",
                        OCI + "index.v1+json",
                        "manifests",
                        digests.entrySet().stream()
                                .map(entry -> Map.of("digest", entry.getValue(), "platform", platform(entry.getKey())))
                                .toList()));
    }

    private static Map<String, Object> platform(String text) {
        String[] parts = text.split("/");
        Map<String, Object> platform = new HashMap<>(Map.of("os", parts[0], "architecture", parts[1]));
        if (parts.length > 2) {
            platform.put("variant", parts[2]);
        }
        return platform;
    }

    private static String manifest(String repository, String tag, Map<String, Object> document) {
        byte[] bytes = json(new LinkedHashMap<>(document));
        put(repository + "/manifests/" + tag, bytes);
        put(repository + "/manifests/" + digest(bytes), bytes);
        return digest(bytes);
    }

    private static void put(String path, byte[] bytes) {
        RestAssured.given()
                .baseUri(System.getProperty(ADDRESS))
                .port(java.net.URI.create(System.getProperty(ADDRESS)).getPort())
                .urlEncodingEnabled(false)
                .body(bytes)
                .put("/v2/" + path)
                .then()
                .statusCode(204);
    }

    private static String digest(byte[] bytes) {
        return "sha256:" + Packages.sha256(bytes);
    }

    private static byte[] json(Object value) {
        return EventJson.write(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void stop() {
        server.close();
    }
}
