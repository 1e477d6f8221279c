package io.slipway.registry.provider;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class ShareStore implements PanacheRepositoryBase<Share, String> {
    /** Always a row more: to raise one that a worker holds would be to wait for it under the provider's lock. */
    private static final String REVIEW = "insert into access_review (provider, organization, account)"
            + " values (:provider, cast(:organization as text), cast(:account as text))";

    /** Null when there is none. Ask under the provider's lock. */
    Uni<Share> find(Provider provider, Grantee with) {
        return find("providerId = ?1 and grantee = ?2", provider.id(), with.key())
                .firstResult();
    }

    /** By both columns of the key: its id alone is no index. */
    Uni<Long> remove(Provider provider, Share share) {
        return delete("providerId = ?1 and id = ?2", provider.id(), share.id());
    }

    Uni<List<Share>> list(Provider provider, Keyset page) {
        String hql =
                "select s from Share s where s.providerId = :provider" + page.condition("s.id") + page.orderBy("s.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Share.class)
                .setParameter("provider", provider.id())
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    /** Has all installations of the provider looked at, in the caller's transaction: who reads it has changed. */
    Uni<Void> reviewAll(Provider provider) {
        return review(provider, null, null);
    }

    /** Those alone that this one's share carries, if any are carried by shares. */
    Uni<Void> review(Provider provider, Grantee with) {
        return provider.opensByShares()
                ? review(provider, with.organization(), with.user())
                : Uni.createFrom().voidItem();
    }

    private static Uni<Void> review(Provider provider, String organization, String user) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(REVIEW)
                        .setParameter("provider", provider.name())
                        .setParameter("organization", organization)
                        .setParameter("account", user)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
