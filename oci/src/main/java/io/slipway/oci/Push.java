package io.slipway.oci;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

import io.slipway.outbound.OutboundLimits;
import io.slipway.outbound.OutboundRequest;
import io.slipway.outbound.OutboundResponse;

/** What is written to a repository (OCI distribution specification, "Push"). */
final class Push {
    private final RegistrySession session;
    private final OutboundLimits limits;

    Push(RegistrySession session, OutboundLimits limits) {
        this.session = session;
        this.limits = limits;
    }

    boolean has(Manifest.Blob blob) throws TargetException {
        return ask(
                OutboundRequest.of("HEAD", session.url("blobs/" + blob.digest())),
                response -> switch (response.status()) {
                    case 200 -> true;
                    case 404 -> false;
                    default -> throw refused(response);
                });
    }

    /** In one request, unless the registry wants a login for each: then the stream is gone, and the attempt with it. */
    void blob(Manifest.Blob blob, InputStream content) throws TargetException {
        OutboundRequest begin =
                OutboundRequest.of("POST", session.url("blobs/uploads/")).body(0, InputStream::nullInputStream);
        URI location = ask(begin, response -> {
            if (response.status() != 202) {
                throw refused(response);
            }
            return response.url().resolve(response.header("Location").orElseThrow(() -> refused(response)));
        });
        String separator = location.getRawQuery() == null ? "?" : "&";
        OutboundRequest upload = OutboundRequest.of("PUT", URI.create(location + separator + "digest=" + blob.digest()))
                .header("Content-Type", "application/octet-stream")
                .body(blob.size(), () -> content);
        ask(upload, Push::created);
    }

    /** Under a tag; answers what digest the registry gives it. */
    void manifest(Manifest manifest, String tag) throws TargetException {
        OutboundRequest request = OutboundRequest.of("PUT", session.url("manifests/" + tag))
                .header("Content-Type", manifest.mediaType())
                .body(manifest.bytes().length, () -> new java.io.ByteArrayInputStream(manifest.bytes()));
        ask(request, response -> {
            created(response);
            String digest = response.header("Docker-Content-Digest").orElse(manifest.digest());
            if (!digest.equals(manifest.digest())) {
                throw new TargetException("the OCI registry has stored " + digest + " for " + manifest.digest(), null);
            }
            return true;
        });
    }

    private static boolean created(OutboundResponse response) throws TargetException {
        if (response.status() != 201) {
            throw refused(response);
        }
        return true;
    }

    private <T> T ask(OutboundRequest request, io.slipway.outbound.GuardedHttp.Reader<T> reader)
            throws TargetException {
        try {
            return session.ask(request, limits, reader);
        } catch (TargetException e) {
            throw e;
        } catch (IOException e) {
            throw new TargetException("the OCI registry cannot be used: " + e.getMessage(), e);
        }
    }

    private static TargetException refused(OutboundResponse response) {
        return new TargetException("the OCI registry answered " + response.status(), null);
    }
}
