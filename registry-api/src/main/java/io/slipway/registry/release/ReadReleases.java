package io.slipway.registry.release;

import java.net.URI;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.SignedRequest;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.OwnNames;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.version.ReadContents;
import io.slipway.registry.version.VersionContent;
import io.smallrye.mutiny.Uni;

/**
 * Releases of the caller's organization that were imported, and as such the published versions that it may read, whosever they
 * are. Of another's release that was imported only the version is shown: the rest of the document was given to its members.
 */
@ApplicationScoped
class ReadReleases {
    private final ReleaseStore releases;
    private final ReadContents versions;
    private final ProjectNames projects;
    private final OwnNames names;
    private final BlobRows blobs;
    private final StagingArea staging;

    ReadReleases(
            ReleaseStore releases,
            ReadContents versions,
            ProjectNames projects,
            OwnNames names,
            BlobRows blobs,
            StagingArea staging) {
        this.releases = releases;
        this.versions = versions;
        this.projects = projects;
        this.names = names;
        this.blobs = blobs;
        this.staging = staging;
    }

    /**
     * @param document as it was imported, or as the version would be
     * @param parts null for a version that was never imported
     */
    private record Found(ReleaseDocument document, ReleaseView view, ReleaseParts parts) {}

    @WithSession
    Uni<Page<ReleaseSummary>> list(Caller caller, String project, Keyset page) {
        return projects.own(caller, project)
                .flatMap(name -> names.isHidden(caller, name)
                        .flatMap(hidden -> hidden
                                ? Uni.createFrom().item(List.<Release>of())
                                : releases.list(name.toString(), page)))
                .map(rows -> Page.of(rows, page, Release::id, ReleaseSummary::of));
    }

    /** Fails with 404. */
    @WithSession
    Uni<ReleaseView> get(Caller caller, String catalogId) {
        return find(caller, catalogId).map(Found::view);
    }

    /** What import takes, with URLs that are signed for a quarter of an hour. @param requested the address that was asked */
    @WithSession
    Uni<ReleaseDocument> export(Caller caller, String catalogId, URI requested) {
        return find(caller, catalogId).map(found -> {
            if (found.parts() != null && !found.view().verified()) {
                throw ProblemException.of(
                        ErrorCode.RELEASE_UNVERIFIED, "What it names is not all here, so that it cannot be exported.");
            }
            List<ReleaseArtifactDocument> files = found.document().artifacts().stream()
                    .map(file -> file.from(
                            sign(file.sha256(), file.name(), requested).url().toString()))
                    .toList();
            return found.document()
                    .exported(
                            found.view().status().name(),
                            files,
                            found.parts() == null ? List.of() : found.parts().pinned());
        });
    }

    /** Fails with 404 for an artifact that is not named, and with 409 for one that is not here. */
    @WithSession
    Uni<SignedRequest> artifact(Caller caller, String catalogId, String sha256OrName, URI requested) {
        return find(caller, catalogId).map(found -> {
            int position = found.document().position(sha256OrName);
            if (position < 0) {
                throw ProblemException.of(ErrorCode.NOT_FOUND, "The release has no artifact " + sha256OrName + ".");
            }
            ReleaseArtifactDocument file = found.document().artifacts().get(position);
            if (found.parts() != null
                    && !found.parts().artifacts().get(position).isVerified()) {
                throw ProblemException.of(
                        ErrorCode.RELEASE_UNVERIFIED, "The artifact " + file.name() + " is not here.");
            }
            return sign(file.sha256(), file.name(), requested);
        });
    }

    private SignedRequest sign(String sha256, String name, URI requested) {
        return staging.signDownload(sha256, name.replaceAll("[^A-Za-z0-9._+-]", "_"), requested);
    }

    /** It is seen by those who see its provider, and gone with the version that it became. */
    private Uni<Found> find(Caller caller, String catalogId) {
        return releases.own(caller, catalogId)
                .flatMap(release -> release == null ? version(caller, catalogId) : imported(release))
                .call(found -> mustBeSeen(caller, found, catalogId))
                .call(found -> found.view().versionId() == null
                        ? Uni.createFrom().voidItem()
                        : versions.mustStand(found.view().versionId()));
    }

    private Uni<Void> mustBeSeen(Caller caller, Found found, String catalogId) {
        String provider = found.document().project();
        return names.isHidden(caller, ProviderNames.stored(provider))
                .invoke(hidden -> {
                    if (hidden) {
                        throw ReleaseStore.missing(catalogId);
                    }
                    caller.mustTouch(provider);
                })
                .replaceWithVoid();
    }

    private Uni<Found> imported(Release release) {
        return releases.parts(release).map(parts -> new Found(release.document(), ReleaseView.of(parts), parts));
    }

    private Uni<Found> version(Caller caller, String catalogId) {
        return versions.readable(caller, CatalogIds.version(catalogId))
                .onItem()
                .ifNull()
                .failWith(() -> ReleaseStore.missing(catalogId))
                .flatMap(version -> lockBytes(version)
                        .map(bytes -> VersionDocument.of(version, bytes))
                        .map(document -> new Found(document, ReleaseView.of(version.id(), document), null)));
    }

    private Uni<Long> lockBytes(VersionContent version) {
        return version.lockSha256() == null ? Uni.createFrom().nullItem() : blobs.size(version.lockSha256());
    }
}
