package io.slipway.registry.installation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.provider.ReadingRule;
import io.smallrye.mutiny.Uni;

/** Whether tenants see the providers that they have installed, as it is now. */
@ApplicationScoped
class InstallationAccess {
    /** A user's share counts for an organization only while the user is a member of it. */
    private static final String INSTALLER =
            "(select m.account from member m where m.organization = i.organization and m.account = i.installed_by)";

    private static final String OPEN = "select i.id from installation i join provider p on p.name = i.provider"
            + " where i.id in :ids and i.removed_at is null and "
            + ReadingRule.ofTenant("i.organization", INSTALLER);

    /** False, too, for one that is not there. */
    Uni<Boolean> isOpen(String installation) {
        return open(Set.of(installation)).map(open -> open.contains(installation));
    }

    /** Those of them whose tenants see their providers. */
    Uni<Set<String>> open(Collection<String> installations) {
        if (installations.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OPEN, String.class)
                        .setParameter("ids", installations)
                        .getResultList())
                .map(HashSet::new);
    }
}
