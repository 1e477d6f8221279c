package io.slipway.registry.release;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.conventions.EntityTags;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Deletes a draft with its imports; whoever works for one finds that nobody needs it. */
@ApplicationScoped
class DeleteDraft {
    private final ReleaseStore releases;
    private final ImportStore imports;
    private final ArtifactBlobs held;
    private final EntityTags tags;
    private final Audit audit;

    DeleteDraft(ReleaseStore releases, ImportStore imports, ArtifactBlobs held, EntityTags tags, Audit audit) {
        this.releases = releases;
        this.imports = imports;
        this.held = held;
        this.tags = tags;
        this.audit = audit;
    }

    /** Fails with 404, and with 409 for what is released. */
    @WithTransaction
    Uni<Void> delete(Caller caller, String catalogId, IfMatch ifMatch) {
        return releases.lockOwn(caller, catalogId)
                .invoke(release -> mustBeDraft(caller, release))
                .call(release -> releases.parts(release).invoke(parts -> mustMatch(ifMatch, parts)))
                .call(this::leaveArtifacts)
                .call(release -> releases.deleteById(release.id()))
                .flatMap(release -> audit.record(
                        caller,
                        "release.deleted",
                        release.provider() + "@" + release.number(),
                        Map.of("release_id", release.id())));
    }

    private static void mustBeDraft(Caller caller, Release release) {
        caller.mustTouch(release.provider());
        if (release.isReleased()) {
            throw ProblemException.of(
                    ErrorCode.ALREADY_RELEASED, release.provider() + " " + release.number() + " is released.");
        }
    }

    private void mustMatch(IfMatch ifMatch, ReleaseParts parts) {
        tags.mustMatch(ifMatch, ReleaseView.of(parts));
    }

    /** Locks the import before the artifacts, as whoever works for it does. */
    private Uni<Void> leaveArtifacts(Release release) {
        return imports.open(release.id())
                .chain(() -> releases.artifacts(release.id()))
                .flatMap(artifacts -> held.leave(
                        release.organization(),
                        artifacts.stream().map(ReleaseArtifact::sha256).collect(Collectors.toSet())));
    }
}
