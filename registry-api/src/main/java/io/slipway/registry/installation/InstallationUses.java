package io.slipway.registry.installation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderUses;
import io.smallrye.mutiny.Uni;

/** Each question reads two indexes: by the version that serves, and by the one that is moved to. */
@ApplicationScoped
class InstallationUses implements ProviderUses {
    private static final String ANY =
            "select 1 from installation where provider = :provider and removed_at is null limit 1";

    private static final String USES = """
            with uses as (
                select id, organization, environment from installation
                where provider = :provider and target_version = :version and removed_at is null
                union
                select id, organization, environment from installation
                where provider = :provider and serving_version = :version and removed_at is null)
            """;

    private static final String ANY_USE = USES + "select 1 from uses limit 1";

    private static final String COUNT =
            USES + "select organization = :caller as own, count(*) as number from uses group by 1";

    private static final String OWN =
            USES + "select id, environment from uses where organization = :caller order by id limit :limit";

    @Override
    public Uni<Boolean> isInstalled(String provider) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ANY)
                        .setParameter("provider", provider)
                        .getResultList())
                .map(rows -> !rows.isEmpty());
    }

    @Override
    public Uni<Boolean> isInstalled(String provider, String version) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ANY_USE)
                        .setParameter("provider", provider)
                        .setParameter("version", version)
                        .getResultList())
                .map(rows -> !rows.isEmpty());
    }

    @Override
    public Uni<Affected> affectedBy(String provider, String version, Caller caller) {
        return own(provider, version, caller).flatMap(own -> counts(provider, version, caller)
                .map(counts -> new Affected(own, number(counts, true), number(counts, false))));
    }

    private static Uni<List<Use>> own(String provider, String version, Caller caller) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OWN, Tuple.class)
                        .setParameter("provider", provider)
                        .setParameter("version", version)
                        .setParameter("caller", caller.organization())
                        .setParameter("limit", NAMED)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Use(row.get(0, String.class), provider, row.get(1, String.class)))
                        .toList());
    }

    private static Uni<List<Tuple>> counts(String provider, String version, Caller caller) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(COUNT, Tuple.class)
                .setParameter("provider", provider)
                .setParameter("version", version)
                .setParameter("caller", caller.organization())
                .getResultList());
    }

    private static long number(List<Tuple> counts, boolean own) {
        return counts.stream()
                .filter(row -> row.get(0, Boolean.class) == own)
                .mapToLong(row -> row.get(1, Long.class))
                .sum();
    }
}
