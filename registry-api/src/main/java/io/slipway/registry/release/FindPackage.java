package io.slipway.registry.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.oci.ImageConfig;
import io.slipway.oci.ResolvedImage;
import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.providerpackage.PackageReader;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.image.PackageOfImage;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.version.ConfigOverride;
import io.slipway.registry.version.DependencyNames;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.PublishUploaded;
import io.slipway.registry.version.VersionOrigin;

/** Which of a release's artifacts is a provider package, or its only image. All of it blocks. */
@ApplicationScoped
class FindPackage {
    private final PackageReader reader = new PackageReader();
    private final BlobStore blobs;
    private final PublishUploaded versions;

    FindPackage(BlobStore blobs, PublishUploaded versions) {
        this.blobs = blobs;
        this.versions = versions;
    }

    /** A package, which the caller discards; of a generated one the blob is not kept yet. */
    record Found(ReceivedBlob blob, Publication publication) {}

    /** Null when there is none: the release is artifacts alone. @throws ProblemException 422 for one that is no good */
    Found find(ReleaseParts parts, String actor) throws IOException {
        List<ReleaseArtifactDocument> files = parts.release().document().artifacts();
        for (int i = 0; i < files.size(); i++) {
            if (PackageMark.has(files.get(i), PackageMark.PACKAGE)) {
                return inspected(parts, received(files.get(i)), i, actor);
            }
        }
        for (int i = 0; i < files.size(); i++) {
            ReceivedBlob blob = mayBePackage(files.get(i)) ? received(files.get(i)) : null;
            if (blob != null && isPackage(blob)) {
                return inspected(parts, blob, i, actor);
            }
            discard(blob);
        }
        return parts.release().document().ofOneImage() ? ofImage(parts, actor) : null;
    }

    private static boolean mayBePackage(ReleaseArtifactDocument file) {
        return (file.name().endsWith(".tar.gz") || file.name().endsWith(".tgz"))
                && file.size() <= PackageLimits.DEFAULT.archiveBytes();
    }

    /** One whose manifest is wrong is one, too: its author is to know. */
    private boolean isPackage(ReceivedBlob blob) {
        try {
            reader.readManifest(blob.file(), PackageLimits.DEFAULT);
            return true;
        } catch (PackageException e) {
            return !e.violations().isEmpty();
        }
    }

    private ReceivedBlob received(ReleaseArtifactDocument file) throws IOException {
        try (InputStream bytes = blobs.open(file.sha256())) {
            return blobs.receive(bytes, file.size());
        }
    }

    private Found inspected(ReleaseParts parts, ReceivedBlob blob, int at, String actor) {
        try {
            return new Found(blob, publication(parts, blob, at, actor));
        } catch (RuntimeException e) {
            discard(blob);
            throw e;
        }
    }

    private Publication publication(ReleaseParts parts, ReceivedBlob blob, int at, String actor) {
        List<ReleaseArtifactDocument> files = parts.release().document().artifacts();
        Map<?, ?> mark = files.isEmpty() ? Map.of() : PackageMark.on(files.get(at));
        String lock = files.stream()
                .filter(file -> PackageMark.has(file, PackageMark.LOCKFILE))
                .map(ReleaseArtifactDocument::sha256)
                .findFirst()
                .orElse(null);
        VersionOrigin origin = new VersionOrigin(
                null,
                lock,
                DependencyNames.checked(PackageMark.texts(mark, PackageMark.DEPENDENCIES), "/artifacts/" + at),
                PackageMark.object(mark, PackageMark.PACKAGE_JSON),
                false);
        Publication publication = versions.inspect(
                new PublishUploaded.Wish(
                        ProviderNames.stored(parts.release().provider()),
                        parts.release().number(),
                        blob.sha256(),
                        null,
                        true),
                described(parts.release().document(), mark),
                blob,
                "/artifacts/" + at,
                actor,
                new Publication.Terms(origin, false));
        Map<String, Object> config = PackageMark.object(mark, PackageMark.CONFIG);
        return config == null ? publication : configured(publication, config, "/artifacts/" + at);
    }

    private static Publication configured(Publication publication, Map<String, Object> mark, String artifact) {
        ConfigOverride config = ConfigOverride.of(
                PackageMark.object(mark, PackageMark.SCHEMA),
                PackageMark.text(mark, PackageMark.TRANSFORMER),
                PackageMark.number(mark, PackageMark.PORT),
                PackageMark.text(mark, PackageMark.HEALTH));
        config.check(artifact + "/metadata/" + PackageMark.KEY + "/" + PackageMark.CONFIG);
        return publication.with(config.over(publication.manifest()));
    }

    private static Map<String, String> described(ReleaseDocument document, Map<?, ?> mark) {
        Map<String, String> fields = new HashMap<>();
        for (String key : List.of("display_name", "description", "icon_url")) {
            if (mark.containsKey(key)) {
                fields.put(key, PackageMark.text(mark, key) == null ? "" : PackageMark.text(mark, key));
            }
        }
        if (PackageMark.texts(mark, "tags") != null) {
            fields.put("tags", EventJson.write(PackageMark.texts(mark, "tags")));
        }
        if (document.releaseNotes() != null) {
            fields.put("changelog", document.releaseNotes());
        }
        return fields;
    }

    /** Its labels say its port and health; of one whose registry was not reached nothing is known. */
    private Found ofImage(ReleaseParts parts, String actor) throws IOException {
        ReleaseImage image = parts.images().getFirst();
        ImageConfig says = image.says() == null ? new ImageConfig("", "", Map.of(), List.of()) : image.says();
        byte[] bytes = PackageOfImage.of(
                new ResolvedImage(Images.stored(image.url()).at(image.digest()), says), "/dockerImages/0/imageUrl");
        return inspected(parts, blobs.receive(new ByteArrayInputStream(bytes), bytes.length), 0, actor);
    }

    void discard(ReceivedBlob blob) {
        if (blob != null) {
            blobs.discard(blob);
        }
    }
}
