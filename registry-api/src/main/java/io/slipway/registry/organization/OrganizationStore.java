package io.slipway.registry.organization;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class OrganizationStore implements PanacheRepositoryBase<Organization, String> {

    /** Null when there is none. */
    Uni<Organization> findByName(String name) {
        return find("name", name).firstResult();
    }

    /** Null when no name can be taken for this one. */
    Uni<Organization> findSimilar(String name) {
        return find("likeness", Organization.likenessOf(name)).firstResult();
    }
}
