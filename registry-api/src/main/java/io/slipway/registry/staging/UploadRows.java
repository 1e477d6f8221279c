package io.slipway.registry.staging;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.PublishUploaded;
import io.slipway.registry.version.Published;
import io.smallrye.mutiny.Uni;

/** Uploads, and the transaction that makes a version of one: whoever else confirms the same one waits for its row. */
@ApplicationScoped
public class UploadRows implements PanacheRepositoryBase<Upload, String> {
    private static final String DELETE_ONE = """
            delete from upload where id = (
                select id from upload where expires_at < :now order by expires_at limit 1 for update skip locked)
            returning id""";

    private final PublishUploaded versions;
    private final StagingArea staging;
    private final UploadConfig config;
    private final Hops hops;
    private final Audit audit;
    private final Clock clock;

    UploadRows(
            PublishUploaded versions, StagingArea staging, UploadConfig config, Hops hops, Audit audit, Clock clock) {
        this.versions = versions;
        this.staging = staging;
        this.config = config;
        this.hops = hops;
        this.audit = audit;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Upload> open(Upload upload, Caller caller) {
        return persist(upload)
                .call(() -> audit.record(
                        caller,
                        "upload.requested",
                        upload.provider() + "@" + upload.number(),
                        Map.of("upload_id", upload.id())));
    }

    /** Fails with 410 for one that has expired, be it removed or not. */
    @WithSession
    Uni<Upload> requireAlive(String id) {
        return findById(id).invoke(upload -> {
            if (upload == null || !upload.isConfirmed() && !upload.isOpen(clock.instant())) {
                throw expired();
            }
        });
    }

    /** The version that it became; fails with 410 when that was deleted. @param activate whether it is to be followed */
    @WithTransaction
    Uni<Published> answer(Upload upload, boolean activate, String actor) {
        return versions.again(upload.provider(), upload.versionId(), activate, actor);
    }

    /** The upload becomes this, unless it became something before. */
    @WithTransaction
    Uni<Published> become(String id, Publication publication) {
        boolean activate = publication.terms().origin().activatesWhenPublished();
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(UploadRows::expired)
                .flatMap(upload -> upload.isConfirmed()
                        ? answer(upload, activate, publication.actor())
                        : register(upload, publication));
    }

    /** Locks it until the transaction ends. Fails with 410 when it has expired, with 409 when it is a version already. */
    Uni<Upload> lockOpen(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(UploadRows::expired)
                .invoke(upload -> {
                    if (upload.isConfirmed()) {
                        throw ProblemException.complete(
                                ErrorCode.CONFLICT,
                                "What was uploaded there is version " + upload.number() + " (" + upload.versionId()
                                        + ") already. Ask for another upload URL.",
                                java.util.List.of());
                    }
                });
    }

    /** In the caller's transaction, which has locked it. */
    Uni<Published> register(Upload upload, Publication publication) {
        return versions.register(publication)
                .invoke(published -> upload.confirmed(
                        published.version().id(), clock.instant().plus(config.remember())));
    }

    /** Removes one that has expired: its row and, before that is committed, its files. Empty when there is none. */
    @WithTransaction
    Uni<Optional<String>> removeOneExpired() {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(DELETE_ONE, String.class)
                        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .getResultList())
                .map(ids -> ids.stream().findFirst())
                .call(found -> hops.blocking(() -> {
                    if (found.isPresent()) {
                        staging.clear(Upload.packagePath(found.get()));
                        staging.clear(Upload.lockfilePath(found.get()));
                    }
                    return found;
                }));
    }

    private static ProblemException expired() {
        return ProblemException.of(
                ErrorCode.UPLOAD_EXPIRED, "The upload was never asked for, or was not confirmed in its time.");
    }
}
