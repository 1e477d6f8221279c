package io.slipway.registry.organization;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class OrganizationStore implements PanacheRepositoryBase<Organization, String> {

    /** Null when there is none. */
    public Uni<Organization> findByName(String name) {
        return find("name", name).firstResult();
    }

    /** Null when no name can be taken for this one. */
    public Uni<Organization> findSimilar(String name) {
        return find("likeness", Organization.likenessOf(name)).firstResult();
    }

    /** The row is the lock under which members change; null when there is none. */
    public Uni<Organization> lock(String name) {
        return find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** The caller's own and those its user is a member of. */
    public Uni<List<Organization>> listOf(Caller caller, Keyset page) {
        // One set of names, each looked up: of an "or" PostgreSQL would make a walk through all organizations.
        String hql = "select o from Organization o where o.name in"
                + " (select m.key.organization from Member m where m.key.account = :user"
                + " union select own.name from Organization own where own.name = :organization)"
                + page.condition("o.id")
                + page.orderBy("o.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Organization.class)
                .setParameter("organization", caller.organization())
                .setParameter("user", caller.user())
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }
}
