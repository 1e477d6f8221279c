package io.slipway.registry.release;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.release.ReleaseDocument.ReleaseImageDocument;
import io.slipway.registry.version.Version;
import io.slipway.registry.version.VersionStore;
import io.smallrye.mutiny.Uni;

/**
 * Makes a draft of a document, or another one of the draft that is there, and the work to verify it: one transaction, under
 * the release's lock. Of those who import the same at once all but the first join its import.
 */
@ApplicationScoped
class AcceptImport {
    private static final Duration SOME_END = Duration.ofSeconds(10);

    private final ReleaseStore releases;
    private final ImportStore imports;
    private final ArtifactBlobs held;
    private final ResolveDependencies dependencies;
    private final VersionStore versions;
    private final ImportConfig config;
    private final Audit audit;
    private final Clock clock;

    AcceptImport(
            ReleaseStore releases,
            ImportStore imports,
            ArtifactBlobs held,
            ResolveDependencies dependencies,
            VersionStore versions,
            ImportConfig config,
            Audit audit,
            Clock clock) {
        this.releases = releases;
        this.imports = imports;
        this.held = held;
        this.dependencies = dependencies;
        this.versions = versions;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** Fails with 409 over a release that is none any more, and when too much is under way. */
    @WithTransaction
    Uni<ImportView> accept(Caller caller, ProviderName project, ReleaseDocument given) {
        ReleaseDocument document = given.kept(project.toString());
        return imports.countOpen(caller.organization())
                .invoke(this::mustBeFew)
                .chain(() -> releases.lockOrCreate(project, document.version(), caller.actor()))
                .call(this::mustBeDraft)
                .flatMap(release -> take(caller, release, document));
    }

    private void mustBeFew(long open) {
        if (open >= config.open()) {
            throw ProblemException.complete(
                            ErrorCode.RATE_LIMITED,
                            open + " imports of your organization are under way. Wait until some have ended.",
                            List.of())
                    .retryAfter(SOME_END);
        }
    }

    private Uni<Version> mustBeDraft(Release release) {
        return versions.find("provider = ?1 and number = ?2", release.provider(), release.number())
                .<Version>firstResult()
                .invoke(version -> {
                    if (version != null && version.isDeleted()) {
                        throw ProblemException.of(
                                ErrorCode.VERSION_BURNED,
                                "Version " + release.number() + " of " + release.provider() + " was deleted.");
                    }
                    if (release.isReleased() || version != null && version.status() != Status.failed) {
                        throw released(release);
                    }
                });
    }

    private static ProblemException released(Release release) {
        return ProblemException.of(
                ErrorCode.ALREADY_RELEASED, release.provider() + " " + release.number() + " is released.");
    }

    private Uni<ImportView> take(Caller caller, Release release, ReleaseDocument document) {
        return imports.open(release.id()).flatMap(open -> {
            boolean other = release.imported(document, caller.actor(), clock.instant());
            return open != null && !other
                    ? view(release, open)
                    : parts(release, document).flatMap(_ -> queue(caller, release, open));
        });
    }

    private Uni<Void> parts(Release release, ReleaseDocument document) {
        Set<String> hashes = document.artifacts().stream()
                .map(ReleaseArtifactDocument::sha256)
                .collect(Collectors.toCollection(TreeSet::new));
        return held.use(release.organization(), hashes)
                .flatMap(here -> artifacts(release, document, here))
                .map(before -> minus(before, hashes))
                .call(left -> held.leave(release.organization(), left))
                .chain(() -> images(release, document));
    }

    private static Set<String> minus(Set<String> before, Set<String> now) {
        Set<String> left = new TreeSet<>(before);
        left.removeAll(now);
        return left;
    }

    /** @return the digests that it named before */
    private Uni<Set<String>> artifacts(Release release, ReleaseDocument document, Map<String, Long> here) {
        return releases.artifacts(release.id()).flatMap(rows -> {
            Set<String> before = rows.stream().map(ReleaseArtifact::sha256).collect(Collectors.toSet());
            Uni<Void> written = Uni.createFrom().voidItem();
            for (int i = 0; i < Math.max(rows.size(), document.artifacts().size()); i++) {
                int at = i;
                written = written.chain(() -> artifact(release, document, rows, at, here));
            }
            return written.replaceWith(before);
        });
    }

    private static Uni<Void> artifact(
            Release release, ReleaseDocument document, List<ReleaseArtifact> rows, int at, Map<String, Long> here) {
        if (at >= document.artifacts().size()) {
            return Panache.getSession().flatMap(session -> session.remove(rows.get(at)));
        }
        ReleaseArtifactDocument given = document.artifacts().get(at);
        boolean isHere = Objects.equals(here.get(given.sha256()), given.size());
        if (at < rows.size()) {
            rows.get(at).is(given, isHere);
            return Uni.createFrom().voidItem();
        }
        ReleaseArtifact row = new ReleaseArtifact(new PartKey(release.id(), at), release.organization());
        row.is(given, isHere);
        return Panache.getSession().flatMap(session -> session.persist(row));
    }

    private Uni<Void> images(Release release, ReleaseDocument document) {
        return releases.images(release.id()).flatMap(rows -> {
            Uni<Void> written = Uni.createFrom().voidItem();
            for (int i = 0; i < Math.max(rows.size(), document.images().size()); i++) {
                int at = i;
                written = written.chain(() -> image(release, document, rows, at));
            }
            return written;
        });
    }

    private static Uni<Void> image(Release release, ReleaseDocument document, List<ReleaseImage> rows, int at) {
        if (at >= document.images().size()) {
            return Panache.getSession().flatMap(session -> session.remove(rows.get(at)));
        }
        ReleaseImageDocument given = document.images().get(at);
        if (at < rows.size()) {
            rows.get(at).is(given, document.ofOneImage());
            return Uni.createFrom().voidItem();
        }
        ReleaseImage row = new ReleaseImage(new PartKey(release.id(), at));
        row.is(given, document.ofOneImage());
        return Panache.getSession().flatMap(session -> session.persist(row));
    }

    private Uni<ImportView> queue(Caller caller, Release release, ReleaseImport open) {
        ReleaseImport operation =
                open == null ? new ReleaseImport(EntityId.create("imp_", clock), release, clock.instant()) : open;
        release.found(false);
        return dependencies
                .unresolved(caller, release.document().needs())
                .invoke(list -> operation.queue(release, list, caller.actor(), clock.instant()))
                .chain(() -> imports.persistAndFlush(operation))
                .call(() -> noted(caller, release))
                .flatMap(_ -> view(release, operation));
    }

    private Uni<Void> noted(Caller caller, Release release) {
        return audit.record(
                caller,
                "release.imported",
                release.provider() + "@" + release.number(),
                Map.of("release_id", release.id(), "revision", release.revision()));
    }

    private Uni<ImportView> view(Release release, ReleaseImport operation) {
        return releases.parts(release).map(parts -> ImportView.of(operation, parts.total(), parts.done()));
    }
}
