package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.environment.EnvironmentUses;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class InstalledEnvironments implements EnvironmentUses {
    private static final String ANY = "select 1 from installation where organization = :organization"
            + " and environment = :environment and removed_at is null limit 1";

    private final InstallationStore installations;

    InstalledEnvironments(InstallationStore installations) {
        this.installations = installations;
    }

    @Override
    public Uni<Void> hold(String organization) {
        return installations.lockTenant(organization);
    }

    @Override
    public Uni<Boolean> isUsed(String organization, String environment) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ANY)
                        .setParameter("organization", organization)
                        .setParameter("environment", environment)
                        .getResultList())
                .map(rows -> !rows.isEmpty());
    }
}
