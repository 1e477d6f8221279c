package io.slipway.registry.custom;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.custom.CustomDeployment.Step;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class DeploymentStore implements PanacheRepositoryBase<CustomDeployment, String> {
    /** Who claims one and dies has it looked at again after this long. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final String CLAIM = """
            update custom_deployment set due_at = :leased where id = (
                select id from custom_deployment where due_at <= :now and step in ('waiting', 'rolling')
                order by due_at limit 1 for update skip locked)
            returning id""";

    private static final String NEWEST = """
            select (select d.id from custom_deployment d where d.version_id = v.id order by d.id desc limit 1)
            from version v where v.id in (:ids)""";

    private static final String OF_COMMITS =
            "select d.commitId, d.id from CustomDeployment d where d.commitId in (:ids) order by d.id";

    private static final String PLACE = """
            select d.provider, e.environment, d.actor, d.account
            from CustomDeployment d join CustomEnvironment e on e.id = d.environment where d.id = :id""";

    private static final String BUILDS = "select c.versionId, c.build from CustomVersion c where c.versionId in (:ids)";

    /** What served before a version that a deployment, and no rollback, brought to an environment. */
    private static final String PREDECESSOR = """
            select d from CustomDeployment d join CustomCommit c on c.id = d.commitId
            where d.environment = :environment and d.versionId = :version and d.step = :succeeded and c.type <> :rollback
            and (d.predecessor is null or d.predecessor <> d.versionId)
            order by d.id desc""";

    private static final String UNDER_WAY = """
            select d.id, d.provider from provider p
            join custom_environment e on e.provider = p.name and e.environment = :environment
            join custom_deployment d on d.environment = e.id and d.step in ('waiting', 'rolling')
            where p.organization = :organization limit 1""";

    private final Clock clock;

    DeploymentStore(Clock clock) {
        this.clock = clock;
    }

    Uni<List<CustomDeployment>> list(String provider, Keyset page) {
        String hql = "select d from CustomDeployment d where d.provider = :provider" + page.condition("d.id")
                + page.orderBy("d.id");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<CustomDeployment> query = session.createSelectionQuery(hql, CustomDeployment.class);
            return query.setParameter("provider", provider)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows())
                    .getResultList();
        });
    }

    /** Fails with 404 when the provider has no such deployment. */
    Uni<CustomDeployment> require(String provider, String id) {
        return find("id = ?1 and provider = ?2", id, provider)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.of(
                        ErrorCode.NOT_FOUND, "There is no deployment " + id + " of " + provider + "."));
    }

    /** The last one of each of these versions that has any. */
    Uni<List<CustomDeployment>> newestOf(Collection<String> versions) {
        if (versions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NEWEST, String.class)
                        .setParameter("ids", versions)
                        .getResultList())
                .map(ids -> ids.stream().filter(java.util.Objects::nonNull).toList())
                .flatMap(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id in ?1", ids));
    }

    /** Their ids, by the commit's. */
    Uni<Map<String, List<String>>> ofCommits(Collection<String> commits) {
        if (commits.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(OF_COMMITS, Tuple.class)
                        .setParameter("ids", commits)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.get(0, String.class),
                                Collectors.mapping(row -> row.get(1, String.class), Collectors.toList()))));
    }

    /** How far the builds of these versions are. */
    Uni<Map<String, String>> builds(Collection<String> versions) {
        if (versions.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(BUILDS, Tuple.class)
                        .setParameter("ids", versions)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.get(0, String.class), row -> row.get(1, String.class))));
    }

    /** Null when no deployment brought the version there. */
    Uni<CustomDeployment> introducing(String environment, String version) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(PREDECESSOR, CustomDeployment.class)
                .setParameter("environment", environment)
                .setParameter("version", version)
                .setParameter("succeeded", Step.succeeded)
                .setParameter("rollback", CustomCommit.Type.rollback)
                .setMaxResults(1)
                .getSingleResultOrNull());
    }

    /** The next one that is due; nobody else takes it for a while. */
    Uni<Optional<String>> claim() {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CLAIM, String.class)
                        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .setParameter("leased", clock.instant().plus(LEASE).atOffset(ZoneOffset.UTC))
                        .getResultList())
                .map(ids -> ids.stream().findFirst());
    }

    /** Locks it until the transaction ends, which has not loaded it before: it is then as it is now. */
    Uni<CustomDeployment> lock(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Where one goes, and whose wish it is: what never changes, read without loading it.
     *
     * @param environment name
     */
    record Place(String provider, String environment, String actor, String account) {}

    Uni<Place> place(String id) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(PLACE, Place.class)
                .setParameter("id", id)
                .getSingleResult());
    }

    record UnderWay(String id, String provider) {}

    /** One that has not ended, to any custom provider's environment of this name. */
    Uni<Optional<UnderWay>> underWay(String organization, String environment) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(UNDER_WAY, Tuple.class)
                        .setParameter("organization", organization)
                        .setParameter("environment", environment)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new UnderWay(row.get(0, String.class), row.get(1, String.class)))
                        .findFirst());
    }

    /** Those that are not over make way for a later one; written before that one is. @param steps which of them */
    Uni<Void> supersede(String environment, List<Step> steps, String by) {
        return find("environment = ?1 and step in ?2 and id <> ?3", environment, steps, by)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .invoke(found -> found.forEach(one -> one.superseded(by, clock.instant())))
                .chain(this::flush);
    }
}
