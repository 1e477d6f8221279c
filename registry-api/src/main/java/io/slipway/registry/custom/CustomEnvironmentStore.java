package io.slipway.registry.custom;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
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
    /** So many may be made, and of so many a version shows that it is there; an organization may install it in more by itself. */
    static final int MOST = 100;

    /** Of each version by itself: where it is wanted, and where it serves. */
    private static final String OF_VERSIONS = """
            select v.id as version, e.id as environment from version v
            join lateral (
              (select w.id from custom_environment w where w.wanted_version = v.id and w.removed_at is null
                order by w.id limit 100)
              union
              (select s.id from (select i.provider, i.environment from installation i
                  where i.provider = v.provider and i.serving_version = v.number and i.removed_at is null
                    and split_part(i.provider, '/', 1) = i.organization order by i.id limit 100) as serving
                join custom_environment s on s.provider = serving.provider and s.environment = serving.environment)) e on true
            where v.id in (:versions) order by e.id""";

    private static final String LEAVE = """
            update custom_environment set removed_at = :now, updated_at = :now, wanted_version = null
            where environment = :environment and removed_at is null
              and provider in (select name from provider where organization = :organization)""";

    private static final String RETURN = """
            update custom_environment set removed_at = null, updated_at = :now
            where provider = :provider and environment = :environment and removed_at is not null""";

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
        String hql = "select e from CustomEnvironment e where e.provider = :provider and e.removedAt is null"
                + page.condition("e.id")
                + page.orderBy("e.id");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<CustomEnvironment> query = session.createSelectionQuery(hql, CustomEnvironment.class);
            return query.setParameter("provider", provider)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows())
                    .getResultList();
        });
    }

    /** By their ids, those that are no more among them. */
    Uni<Map<String, CustomEnvironment>> byId(Collection<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : list("id in ?1", ids)
                        .map(found -> found.stream().collect(Collectors.toMap(CustomEnvironment::id, one -> one)));
    }

    /** Ids of the environments where each version is wanted or serves, the first {@value #MOST}; none for one that is nowhere. */
    Uni<Map<String, List<String>>> ofVersions(Collection<String> versions) {
        if (versions.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OF_VERSIONS, Tuple.class)
                        .setParameter("versions", versions)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.get(0, String.class),
                                Collectors.mapping(row -> row.get(1, String.class), Collectors.toList()))))
                .invoke(found ->
                        found.replaceAll((_, ids) -> ids.stream().limit(MOST).toList()));
    }

    /** The same, which then stays until the transaction ends. Fails with 404 when it has gone. */
    Uni<CustomEnvironment> share(String provider, CustomEnvironment environment) {
        return find("id = ?1 and removedAt is null", environment.id())
                .withLock(LockModeType.PESSIMISTIC_READ)
                .<CustomEnvironment>firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> missing(provider, environment.name()));
    }

    /** By its id, {@code cpenv_…}, or its name. Fails with 404. */
    Uni<CustomEnvironment> require(String provider, String idOrName) {
        return find("provider = ?1 and removedAt is null and (id = ?2 or environment = ?2)", provider, idOrName)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> missing(provider, idOrName));
    }

    private static ProblemException missing(String provider, String idOrName) {
        return ProblemException.of(
                ErrorCode.NOT_FOUND, "There is no environment " + idOrName + " of " + provider + ".");
    }

    /** Null when there is none. */
    Uni<CustomEnvironment> findNamed(String provider, String name) {
        return find("provider = ?1 and environment = ?2 and removedAt is null", provider, name)
                .firstResult();
    }

    /** Under the provider's lock; one that it had before is there again. Fails with 409 when there are too many. */
    Uni<CustomEnvironment> add(String provider, String name) {
        return count("provider = ?1 and removedAt is null", provider)
                .invoke(count -> {
                    if (count >= MOST) {
                        throw ProblemException.complete(
                                ErrorCode.CONFLICT,
                                provider + " has " + count + " environments: use one of them.",
                                List.of());
                    }
                })
                .chain(() -> execute(RETURN, Map.of("provider", provider, "environment", name)))
                .flatMap(back -> back > 0
                        ? findNamed(provider, name)
                        : persistAndFlush(new CustomEnvironment(
                                EntityId.create("cpenv_", clock), provider, name, clock.instant())));
    }

    /** All custom providers of the organization lose it. */
    Uni<Void> leave(String organization, String environment) {
        return execute(LEAVE, Map.of("organization", organization, "environment", environment))
                .replaceWithVoid();
    }

    private Uni<Integer> execute(String sql, Map<String, String> parameters) {
        return Panache.getSession().flatMap(session -> {
            Mutiny.MutationQuery query = session.createNativeQuery(sql)
                    .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC));
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
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
