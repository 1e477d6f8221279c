package io.slipway.orchestrator.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.build.Rejected;
import io.slipway.orchestrator.build.Unavailable;
import io.slipway.providerpackage.PackageLimits;

/** Streams a package by its digest into a file and believes the digest only. */
@ApplicationScoped
public class FetchSource {
    private static final int BUFFER = 64 * 1024;

    private final RegistryApiClient registry;

    FetchSource(RegistryApiClient registry) {
        this.registry = registry;
    }

    /**
     * Fetches and verifies.
     *
     * @param sha256 64 lowercase hex digits
     * @throws Unavailable registry-api is away or the transfer broke
     * @throws IOException it is there, but its bytes are not what the digest says, or are gone
     */
    public void fetch(String sha256, long size, Path file, PackageLimits limits)
            throws Rejected, Unavailable, IOException, InterruptedException {
        if (size > limits.archiveBytes()) {
            throw new Rejected(
                    "package_too_large",
                    "the package has %d bytes, at most %d are built: leave files out with .slipwayignore"
                            .formatted(size, limits.archiveBytes()));
        }
        String found = download(open(sha256), size, file);
        if (!found.equals(sha256)) {
            throw new IOException("source %s arrived as %s".formatted(sha256, found));
        }
    }

    private InputStream open(String sha256) throws Unavailable, IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = registry.get("/internal/sources/" + sha256, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Unavailable("registry-api does not answer", e);
        }
        if (response.statusCode() == 200) {
            return response.body();
        }
        response.body().close();
        if (response.statusCode() == 404) {
            throw new IOException("registry-api does not have source " + sha256);
        }
        throw new Unavailable("registry-api answered " + response.statusCode() + " for source " + sha256);
    }

    private static String download(InputStream body, long size, Path file) throws Unavailable, IOException {
        MessageDigest digest = sha256();
        try (body;
                OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
                total += n;
                if (total > size) {
                    throw new IOException("source is longer than the %d bytes that were announced".formatted(size));
                }
                out.write(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A fault of the network is told apart from one of the disk. */
    private static int read(InputStream body, byte[] buffer) throws Unavailable {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new Unavailable("the transfer from registry-api broke", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
