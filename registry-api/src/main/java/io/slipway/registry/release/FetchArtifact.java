package io.slipway.registry.release;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.outbound.GuardedHttp;
import io.slipway.outbound.OutboundException;
import io.slipway.outbound.OutboundLimits;
import io.slipway.outbound.OutboundRequest;
import io.slipway.outbound.OutboundResponse;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.ReceivedBlob;

/** Fetches an artifact by the URL that a user named, hashing it on its way to disk. Blocks. */
@ApplicationScoped
class FetchArtifact {
    private static final int REDIRECTS = 5;
    private static final int ATTEMPTS = 2;

    private final GuardedHttp http;
    private final BlobStore blobs;
    private final ImportConfig config;

    FetchArtifact(GuardedHttp http, BlobStore blobs, ImportConfig config) {
        this.http = http;
        this.blobs = blobs;
        this.config = config;
    }

    /** @throws IOException when storage is at fault: it says nothing of the artifact */
    Fetched fetch(ImportStep.Fetch artifact, String url) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                OutboundRequest request = OutboundRequest.get(http.rules().parse(url));
                return judged(artifact, http.exchange(request, limits(artifact), this::received));
            } catch (OutboundException e) {
                if (attempt == ATTEMPTS || !e.isTransient()) {
                    return new Fetched.Nothing("Not fetched: " + e.getMessage());
                }
            }
        }
    }

    private ReceivedBlob received(OutboundResponse answer) throws IOException {
        if (!answer.isSuccess()) {
            throw new OutboundException(
                    OutboundException.Reason.BAD_ANSWER, "The server answered with status " + answer.status() + ".");
        }
        return blobs.receive(answer.body(), Long.MAX_VALUE);
    }

    private Fetched judged(ImportStep.Fetch artifact, ReceivedBlob blob) {
        boolean sameDigest = blob.sha256().equals(artifact.sha256());
        if (sameDigest && blob.sizeBytes() == artifact.sizeBytes()) {
            return new Fetched.Good(blob);
        }
        blobs.discard(blob);
        return new Fetched.Other(
                blob.sha256(),
                sameDigest
                        ? "It has " + blob.sizeBytes() + " bytes instead of " + artifact.sizeBytes() + "."
                        : "Checksum mismatch: its SHA-256 is another one.");
    }

    private OutboundLimits limits(ImportStep.Fetch artifact) {
        return new OutboundLimits(
                config.connectTimeout(), config.readTimeout(), config.fetchTimeout(), artifact.sizeBytes(), REDIRECTS);
    }
}
