package io.slipway.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.slipway.oci.OciException.Reason;
import io.slipway.outbound.OutboundLimits;
import io.slipway.outbound.OutboundRequest;
import io.slipway.providerpackage.ImageReference;

/** What is read of a repository (OCI distribution specification, "Pull"). */
final class Pull {
    /** Of a manifest or a config: the specification's own advice. */
    static final long MAX_DOCUMENT = 4L * 1024 * 1024;

    private final RegistrySession session;
    private final OutboundLimits limits;

    Pull(RegistrySession session, OutboundLimits limits) {
        this.session = session;
        this.limits = limits;
    }

    /** Gets what a blob holds, as it comes. */
    interface Sink {
        void take(InputStream content) throws IOException;
    }

    /** Verified when the reference has a digest. */
    Manifest manifest(ImageReference image) throws IOException {
        String name = image.digest() == null ? image.tag() : image.digest();
        OutboundRequest request =
                OutboundRequest.get(session.url("manifests/" + name)).header("Accept", Manifest.ACCEPTED);
        Manifest manifest = session.ask(request, limits.withBodyBytes(MAX_DOCUMENT), response -> {
            if (response.status() != 200) {
                throw session.unexpected(response, image.repository() + " " + name);
            }
            List<String> types = response.headers().getOrDefault("Content-Type", List.of(""));
            return Manifest.read(response.body().readAllBytes(), types.getFirst());
        });
        if (image.digest() != null && !manifest.digest().equals(image.digest())) {
            throw new OciException(Reason.INVALID, session.registry() + " gives another manifest than the digest says");
        }
        return manifest;
    }

    ImageConfig config(Manifest manifest) throws IOException {
        Manifest.Blob blob = manifest.config();
        if (blob.size() > MAX_DOCUMENT) {
            throw new OciException(Reason.TOO_LARGE, "its config has more than " + MAX_DOCUMENT + " bytes");
        }
        byte[][] read = new byte[1][];
        blob(blob, content -> read[0] = content.readAllBytes());
        return ImageConfig.of(Documents.object(read[0], "config"));
    }

    /** Streams it; what the sink has read to its end is what the digest says. */
    void blob(Manifest.Blob blob, Sink sink) throws IOException {
        OutboundRequest request = OutboundRequest.get(session.url("blobs/" + blob.digest()));
        session.ask(request, limits.withBodyBytes(Math.max(1, blob.size())), response -> {
            if (response.status() != 200) {
                throw session.unexpected(response, "part " + blob.digest() + " of it");
            }
            sink.take(new VerifiedStream(response.body(), blob));
            return true;
        });
    }
}
