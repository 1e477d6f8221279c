package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.provider.ReadingRule;
import io.smallrye.mutiny.Uni;

/** Whether tenants see the providers that they have installed, as it is now. */
@ApplicationScoped
class InstallationAccess {
    /** SQL on an installation {@code i} and its provider {@code p}. */
    static final String OPEN = ReadingRule.ofTenant("i.organization", "coalesce(i.installed_by, '')");

    private static final String IS_OPEN = "select count(i.id) from installation i join provider p on p.name = i.provider"
            + " where i.id = :id and i.removed_at is null and " + OPEN;

    /** False, too, for one that is not there. */
    Uni<Boolean> isOpen(String installation) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(IS_OPEN, Long.class)
                        .setParameter("id", installation)
                        .getSingleResult())
                .map(found -> found == 1);
    }
}
