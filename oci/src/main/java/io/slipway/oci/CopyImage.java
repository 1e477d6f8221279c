package io.slipway.oci;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.slipway.oci.OciException.Reason;
import io.slipway.outbound.OutboundLimits;
import io.slipway.providerpackage.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies an image as it is, digest and all: each blob is streamed from one registry into the other, verified on its way, and
 * left out when it is there already. The manifest comes last, so that a registry never shows half an image. Blocks.
 */
public final class CopyImage {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final long MIB = 1024 * 1024;

    private final Registries sources;
    private final Registries targets;
    private final OutboundLimits limits;
    private final long maxBytes;

    /**
     * @param patience for one part of an image
     * @param maxBytes of the whole image, as it travels
     */
    public CopyImage(Registries sources, Registries targets, Duration patience, long maxBytes) {
        this.sources = sources;
        this.targets = targets;
        this.limits = new OutboundLimits(CONNECT, READ, patience, Pull.MAX_DOCUMENT, 5);
        this.maxBytes = maxBytes;
    }

    /**
     * Where to.
     *
     * @param registry {@code host:port}, allowed
     * @param tag that it is kept under
     */
    public record Target(
            String registry,
            String repository,
            String tag,
            @Nullable RegistryLogin login) {}

    /**
     * Copies; {@code image} has a digest, and so has the copy: the same.
     *
     * @param log one line for whoever waits
     * @throws OciException when the source does not give it
     * @throws TargetException when the target does not take it
     */
    public void copy(ImageReference image, @Nullable RegistryLogin login, Target target, Consumer<String> log)
            throws IOException {
        Pull pull = new Pull(sources.pull(image, login), limits);
        Push push = new Push(targets.push(target.registry(), target.repository(), target.login()), limits);
        Manifest manifest = pull.manifest(image);
        if (manifest.isIndex()) {
            throw new OciException(Reason.INVALID, "the digest is that of an index: name the image of one platform");
        }
        List<Manifest.Blob> blobs = manifest.blobs();
        mustFit(blobs);
        for (int i = 0; i < blobs.size(); i++) {
            log.accept("Part %d of %d: %s".formatted(i + 1, blobs.size(), copied(pull, push, blobs.get(i))));
        }
        push.manifest(manifest, target.tag());
    }

    private void mustFit(List<Manifest.Blob> blobs) throws OciException {
        long left = maxBytes;
        for (Manifest.Blob blob : blobs) {
            if (blob.size() > left) {
                throw new OciException(
                        Reason.TOO_LARGE,
                        "the image has more than %d MiB: make it smaller, or ask the operator"
                                .formatted(maxBytes / MIB));
            }
            left -= blob.size();
        }
    }

    private static String copied(Pull pull, Push push, Manifest.Blob blob) throws IOException {
        String size = blob.size() < MIB ? blob.size() + " bytes" : blob.size() / MIB + " MiB";
        if (push.has(blob)) {
            return size + ", there already";
        }
        pull.blob(blob, content -> stream(push, blob, new SourceStream(content)));
        return size + " copied";
    }

    /** What breaks while it is read is the source's fault, though the target's request ends with it. */
    private static void stream(Push push, Manifest.Blob blob, SourceStream content) throws IOException {
        try {
            push.blob(blob, content);
        } catch (TargetException e) {
            IOException fault = content.fault();
            throw fault == null ? e : fault;
        }
    }
}
