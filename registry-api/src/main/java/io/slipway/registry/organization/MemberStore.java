package io.slipway.registry.organization;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class MemberStore implements PanacheRepositoryBase<Member, Member.Key> {
    /** A member and its name. */
    public record Named(Member member, String name) {}

    /** In the order in which the people were made known. */
    public Uni<List<Named>> list(String organization, Keyset page) {
        String hql = "select m, a.name from Member m join Account a on a.id = m.key.account"
                + " where m.key.organization = :organization"
                + page.condition("m.key.account")
                // Told of both, or the join begins at the first account of all.
                + page.condition("a.id")
                + page.orderBy("m.key.account");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Named.class)
                .setParameter("organization", organization)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    public Uni<Long> owners(String organization) {
        return count("key.organization = ?1 and role = ?2", organization, Role.OWNER.word());
    }

    public Uni<Account> account(String id) {
        return Panache.getSession().flatMap(session -> session.find(Account.class, id));
    }

    public Uni<Account> persistAccount(Account account) {
        return Panache.getSession().flatMap(session -> session.persist(account)).replaceWith(account);
    }
}
