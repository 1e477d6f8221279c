package io.slipway.registry.custom;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.EntityId;
import io.slipway.registry.custom.CustomEnvironment.Running;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class CustomEnvironmentStore implements PanacheRepositoryBase<CustomEnvironment, String> {
    /** So many may be made; of an organization that installed it in more by itself, the first ones are shown with versions. */
    static final int MOST = 100;

    /** Lateral, so that each is looked up by itself, however many others have the provider. */
    private static final String RUNNING = """
            select e.id as environment, i.id as installation, v.id as serving
            from custom_environment e
            join lateral (select id, provider, serving_version from installation
              where organization = split_part(e.provider, '/', 1) and environment = e.environment
                and provider = e.provider and removed_at is null limit 1) i on true
            left join version v on v.provider = i.provider and v.number = i.serving_version
            where e.id in (:ids)""";

    private final Clock clock;

    CustomEnvironmentStore(Clock clock) {
        this.clock = clock;
    }

    Uni<List<CustomEnvironment>> list(String provider, Keyset page) {
        String hql = "select e from CustomEnvironment e where e.provider = :provider" + page.condition("e.id")
                + page.orderBy("e.id");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<CustomEnvironment> query = session.createSelectionQuery(hql, CustomEnvironment.class);
            return query.setParameter("provider", provider)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows())
                    .getResultList();
        });
    }

    /** The first {@value #MOST}. */
    Uni<List<CustomEnvironment>> of(String provider) {
        return find("provider = ?1 order by id", provider).page(0, MOST).list();
    }

    /** By its id, {@code cpenv_…}, or its name. Fails with 404. */
    Uni<CustomEnvironment> require(String provider, String idOrName) {
        return find("provider = ?1 and (id = ?2 or environment = ?2)", provider, idOrName)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.of(
                        ErrorCode.NOT_FOUND, "There is no environment " + idOrName + " of " + provider + "."));
    }

    /** Null when there is none. */
    Uni<CustomEnvironment> findNamed(String provider, String name) {
        return find("provider = ?1 and environment = ?2", provider, name).firstResult();
    }

    /** Under the provider's lock. Fails with 409 when there are too many. */
    Uni<CustomEnvironment> add(String provider, String name) {
        return count("provider", provider)
                .invoke(count -> {
                    if (count >= MOST) {
                        throw ProblemException.complete(
                                ErrorCode.CONFLICT,
                                provider + " has " + count + " environments: use one of them.",
                                List.of());
                    }
                })
                .flatMap(_ -> persistAndFlush(
                        new CustomEnvironment(EntityId.create("cpenv_", clock), provider, name, clock.instant())));
    }

    /** By the environment's id, by one query; of those where nothing is installed there is none. */
    Uni<Map<String, Running>> running(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(RUNNING, Tuple.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Running(
                                row.get(0, String.class), row.get(1, String.class), row.get(2, String.class)))
                        .collect(Collectors.toMap(Running::environment, running -> running)));
    }
}
