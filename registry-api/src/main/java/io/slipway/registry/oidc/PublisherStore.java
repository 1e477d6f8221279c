package io.slipway.registry.oidc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class PublisherStore implements PanacheRepositoryBase<Publisher, String> {
    private static final String USE = """
            insert into used_oidc_token (issuer, jti, expires_at) values (:issuer, :jti, :expiresAt)
            on conflict do nothing""";

    /** There may be none yet: a workflow can publish the first version. */
    private static final String OF_NO_DELETED_PROVIDER =
            " and not exists (select 1 from Provider p where p.name = ?1 and p.deletedAt is not null)";

    Uni<List<Publisher>> list(String provider, Keyset page) {
        String hql = "select p from Publisher p where p.provider = :provider"
                + page.condition("p.id")
                + page.orderBy("p.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Publisher.class)
                .setParameter("provider", provider)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    /** Those of a provider that trust the repository; none of them goes until the transaction ends. */
    Uni<List<Publisher>> hold(String provider, WorkflowIdentity identity) {
        return find(
                        "provider = ?1 and issuer = ?2 and repositoryId = ?3" + OF_NO_DELETED_PROVIDER,
                        provider,
                        identity.issuer(),
                        identity.repositoryId())
                .withLock(LockModeType.PESSIMISTIC_READ)
                .list();
    }

    /** Null when there is none, or one of another provider. */
    Uni<Publisher> lock(String provider, String id) {
        return find("provider = ?1 and id = ?2", provider, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** @return whether nobody used that token before; racing callers wait for the first */
    Uni<Boolean> use(WorkflowIdentity identity) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(USE)
                        .setParameter("issuer", identity.issuer())
                        .setParameter("jti", identity.jti())
                        .setParameter("expiresAt", identity.expiresAt().atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    /** Forgets ids of tokens that no longer verify anyway. */
    Uni<Integer> forget(Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("delete from used_oidc_token where expires_at < :before")
                        .setParameter("before", before.atOffset(ZoneOffset.UTC))
                        .executeUpdate());
    }
}
