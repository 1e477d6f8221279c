package io.slipway.local.node.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;

import io.slipway.local.settings.RegistryAccess;

/** Reads manifests and blobs by digest (OCI distribution specification); everything is verified before it is used. */
public final class RegistryClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_DOCUMENT_BYTES = 4 << 20;

    private final HttpClient http;
    private final RegistryAccess registry;

    public RegistryClient(HttpClient http, RegistryAccess registry) {
        this.http = http;
        this.registry = registry;
    }

    Manifest manifest(ImageReference image) throws IOException, InterruptedException, UnusableImageException {
        byte[] document = document(image.repository() + "/manifests/" + image.digest(), image.digest(), "manifest");
        String chosen = Manifest.chosenFromIndex(document);
        if (chosen == null) {
            return Manifest.parse(document);
        }
        return Manifest.parse(document(image.repository() + "/manifests/" + chosen, chosen, "manifest"));
    }

    byte[] configuration(String repository, String digest) throws IOException, InterruptedException {
        return document(repository + "/blobs/" + digest, digest, "image configuration");
    }

    /** Writes a blob to a new file; the file is deleted again unless its digest is right. */
    void download(String repository, String digest, Path file) throws IOException, InterruptedException {
        MessageDigest hash = Digests.sha256();
        try (InputStream body = get(repository + "/blobs/" + digest);
                DigestInputStream hashed = new DigestInputStream(body, hash)) {
            Files.copy(hashed, file);
            Digests.verify(digest, Digests.render(hash.digest()), "layer");
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private byte[] document(String path, String digest, String what) throws IOException, InterruptedException {
        try (InputStream body = get(path)) {
            byte[] bytes = body.readNBytes(MAX_DOCUMENT_BYTES);
            Digests.verify(digest, Digests.of(bytes), what);
            return bytes;
        }
    }

    private InputStream get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + "/v2/" + path))
                .timeout(TIMEOUT)
                .header("Accept", Manifest.ACCEPT);
        if (!registry.anonymous()) {
            request.header("Authorization", basic());
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("the registry answered " + response.statusCode() + " for " + path);
        }
        return response.body();
    }

    private String basic() {
        String pair = registry.username() + ":" + registry.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
