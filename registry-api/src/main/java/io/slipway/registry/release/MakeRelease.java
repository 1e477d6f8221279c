package io.slipway.registry.release;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.version.PublishUploaded;
import io.smallrye.mutiny.Uni;

/** Makes a release of a draft, and of its package an ordinary version, as if it had been uploaded. */
@ApplicationScoped
class MakeRelease {
    private static final int OK = 200;

    private final ReleaseStore releases;
    private final ReadReleases views;
    private final FindPackage packages;
    private final PublishUploaded versions;
    private final BlobRows rows;
    private final BlobStore blobs;
    private final AnswerOnce once;
    private final CallerStanding standing;
    private final Audit audit;
    private final Hops hops;
    private final Clock clock;

    MakeRelease(
            ReleaseStore releases,
            ReadReleases views,
            FindPackage packages,
            PublishUploaded versions,
            BlobRows rows,
            BlobStore blobs,
            AnswerOnce once,
            CallerStanding standing,
            Audit audit,
            Hops hops,
            Clock clock) {
        this.releases = releases;
        this.views = views;
        this.packages = packages;
        this.versions = versions;
        this.rows = rows;
        this.blobs = blobs;
        this.once = once;
        this.standing = standing;
        this.audit = audit;
        this.hops = hops;
        this.clock = clock;
    }

    /** @param key null without one. What is released already is answered as it is. Fails with 409 while unverified. */
    Uni<ReleaseView> release(Caller caller, String catalogId, KeyedRequest key) {
        return once.mustBeNew(key)
                .chain(() -> Panache.withSession(() -> draft(caller, catalogId)))
                .flatMap(draft -> draft.parts() == null
                        ? noted(key, () -> views.get(caller, catalogId))
                        : release(caller, draft.parts(), key));
    }

    /** @param parts null for what is released */
    private record Draft(ReleaseParts parts) {}

    private Uni<Draft> draft(Caller caller, String catalogId) {
        return releases.own(caller, catalogId).flatMap(found -> {
            if (found == null || found.isReleased()) {
                return views.get(caller, catalogId)
                        .invoke(view -> caller.mustBelongTo(
                                ProviderNames.stored(view.project()).org()))
                        .replaceWith(new Draft(null));
            }
            caller.mustTouch(found.provider());
            mustBeVerified(found);
            return releases.parts(found).map(Draft::new);
        });
    }

    private static void mustBeVerified(Release release) {
        if (!release.isVerified()) {
            throw ProblemException.of(
                    ErrorCode.RELEASE_UNVERIFIED,
                    "Not all that " + release.provider() + " " + release.number() + " names is here.");
        }
    }

    private Uni<ReleaseView> release(Caller caller, ReleaseParts parts, KeyedRequest key) {
        return hops.blocking(() -> new Inspected(packages.find(parts, caller.actor())))
                .onFailure(StorageFaults::isOne)
                .transform(StorageFaults::problem)
                .flatMap(found -> kept(found)
                        .chain(() -> noted(key, () -> become(caller, parts.release(), found)))
                        .onTermination()
                        .call(() -> hops.blocking(() -> discard(found))));
    }

    /** @param found null when the release is artifacts alone */
    private record Inspected(FindPackage.Found found) {}

    private Uni<Void> kept(Inspected inspected) {
        return inspected.found() == null
                ? Uni.createFrom().voidItem()
                : rows.touch(inspected.found().blob())
                        .chain(() -> hops.blocking(() -> {
                            blobs.keep(inspected.found().blob());
                            return inspected;
                        }))
                        .onFailure(StorageFaults::isOne)
                        .transform(StorageFaults::problem)
                        .replaceWithVoid();
    }

    private Inspected discard(Inspected inspected) {
        if (inspected.found() != null) {
            packages.discard(inspected.found().blob());
        }
        return inspected;
    }

    private Uni<ReleaseView> noted(KeyedRequest key, Supplier<Uni<ReleaseView>> work) {
        return once.answer(key, view -> new AnswerOnce.Answer(OK, null, view), work);
    }

    private Uni<ReleaseView> become(Caller caller, Release seen, Inspected inspected) {
        return standing.mustLast(caller)
                .chain(() -> releases.lockOwn(caller, seen.id()))
                .flatMap(release -> {
                    if (release.isReleased()) {
                        return releases.parts(release).map(ReleaseView::of);
                    }
                    mustBeAsSeen(release, seen);
                    return version(inspected).flatMap(version -> released(caller, release, version.id()));
                });
    }

    /** @param id null for none */
    private record Version(String id) {}

    private Uni<Version> version(Inspected inspected) {
        return inspected.found() == null
                ? Uni.createFrom().item(new Version(null))
                : versions.register(inspected.found().publication())
                        .map(published -> new Version(published.version().id()));
    }

    private static void mustBeAsSeen(Release release, Release seen) {
        mustBeVerified(release);
        if (release.revision() != seen.revision()) {
            throw ProblemException.of(ErrorCode.CONFLICT, "Another document was imported meanwhile.");
        }
    }

    private Uni<ReleaseView> released(Caller caller, Release release, String version) {
        release.released(version, caller.actor(), clock.instant());
        Map<String, Object> details = new HashMap<>(Map.of("release_id", release.id()));
        if (version != null) {
            details.put("version_id", version);
        }
        return audit.record(caller, "release.released", release.provider() + "@" + release.number(), details)
                .chain(() -> releases.parts(release))
                .map(ReleaseView::of);
    }
}
