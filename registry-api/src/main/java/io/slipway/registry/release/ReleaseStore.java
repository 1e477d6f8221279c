package io.slipway.registry.release;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class ReleaseStore implements PanacheRepositoryBase<Release, String> {
    private static final String CREATE = """
            insert into release (id, organization, provider, number, name, document, revision, status, verified, actor,
                created_at, updated_at)
            values (:id, :organization, :provider, :number, '', '{}', 0, 'draft', false, :actor, :now, :now)
            on conflict (provider, number) do nothing""";

    /** But for those whose version was deleted. */
    private static final String LIST = "select r from Release r left join Version v on v.id = r.versionId"
            + " where r.provider = :provider and v.deletedAt is null";

    private final Clock clock;

    ReleaseStore(Clock clock) {
        this.clock = clock;
    }

    /** Racing callers get the same row, one after the other. */
    Uni<Release> lockOrCreate(ProviderName provider, String number, String actor) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CREATE)
                        .setParameter("id", EntityId.create("rel_", clock))
                        .setParameter("organization", provider.org())
                        .setParameter("provider", provider.toString())
                        .setParameter("number", number)
                        .setParameter("actor", actor)
                        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .flatMap(_ -> find("provider = ?1 and number = ?2", provider.toString(), number)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResult());
    }

    /** Null when the caller's organization has none of that id, nor one that became the version of that id. */
    Uni<Release> own(Caller caller, String catalogId) {
        return find("id", catalogId)
                .<Release>firstResult()
                .flatMap(found -> found == null
                        ? find("versionId", CatalogIds.version(catalogId)).firstResult()
                        : Uni.createFrom().item(found))
                .map(found -> found != null && found.organization().equals(caller.organization()) ? found : null);
    }

    /** Null when it was deleted. */
    Uni<Release> lock(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** Fails with 404. */
    Uni<Release> lockOwn(Caller caller, String id) {
        return find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<Release>firstResult()
                .invoke(found -> {
                    if (found == null || !found.organization().equals(caller.organization())) {
                        throw missing(id);
                    }
                });
    }

    Uni<List<Release>> list(String provider, Keyset page) {
        String hql = LIST + page.condition("r.id") + page.orderBy("r.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Release.class)
                .setParameter("provider", provider)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    Uni<List<ReleaseArtifact>> artifacts(String releaseId) {
        return Panache.getSession().flatMap(session -> session.createQuery(
                        "select a from ReleaseArtifact a where a.key.releaseId = :id order by a.key.position",
                        ReleaseArtifact.class)
                .setParameter("id", releaseId)
                .getResultList());
    }

    Uni<List<ReleaseImage>> images(String releaseId) {
        return Panache.getSession().flatMap(session -> session.createQuery(
                        "select i from ReleaseImage i where i.key.releaseId = :id order by i.key.position",
                        ReleaseImage.class)
                .setParameter("id", releaseId)
                .getResultList());
    }

    /** With all that was found of what it names. */
    Uni<ReleaseParts> parts(Release release) {
        return artifacts(release.id())
                .flatMap(artifacts -> images(release.id()).map(images -> new ReleaseParts(release, artifacts, images)));
    }

    static ProblemException missing(String catalogId) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no release " + catalogId + ".");
    }
}
