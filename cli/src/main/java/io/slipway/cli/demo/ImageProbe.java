package io.slipway.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

/** Asks an OCI registry for an image as a puller would (OCI distribution spec 1.1, pulling manifests). */
final class ImageProbe {
    private static final String TYPES =
            "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

    private final JsonNode registry;

    /** @param registry address, username and password */
    ImageProbe(JsonNode registry) {
        this.registry = registry;
    }

    /** Whether the manifest is there and its bytes have the digest that {@code host/repository@digest} promises. */
    boolean pullable(String image) {
        String host = image.substring(0, image.indexOf('/'));
        String repository = image.substring(image.indexOf('/') + 1, image.indexOf('@'));
        String digest = image.substring(image.indexOf('@') + 1);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + host + "/v2/" + repository + "/manifests/" + digest))
                .header("Accept", TYPES)
                .header("Authorization", "Basic " + credentials())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofByteArray());
            return response.statusCode() == 200 && digest.equals("sha256:" + sha256(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String credentials() {
        String pair = Json.text(registry, "username") + ":" + Json.text(registry, "password");
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
