package io.slipway.registry.installation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
public class InstallationStore implements PanacheRepositoryBase<Installation, String> {
    private static final String AT = "organization = ?1 and environment = ?2 and provider = ?3 and removedAt is null";

    /** Installs of one tenant come one after the other; the inner select is what takes the lock. */
    private static final String LOCK_TENANT =
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:organization, 0))) as taken";

    /** Null when there is none. */
    Uni<Installation> find(Address address) {
        return at(address).firstResult();
    }

    /** Fails with 404 when there is none. */
    Uni<Installation> require(Address address) {
        return orMissing(find(address), address);
    }

    /** The same, and locks its row until the transaction ends. */
    Uni<Installation> lock(Address address) {
        return orMissing(lockIfThere(address), address);
    }

    /** The same; null when there is none. */
    Uni<Installation> lockIfThere(Address address) {
        return at(address).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** What is installed of the provider in these two environments, by environment; the rows are locked in one order. */
    Uni<Map<String, Installation>> lockIn(Address address, String other) {
        return find(
                        "organization = ?1 and provider = ?2 and environment in ?3 and removedAt is null order by id",
                        address.organization(),
                        address.provider(),
                        List.of(address.environment(), other))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.intent().environment(), row -> row)));
    }

    /** Locks it, removed or not; null when there never was one. */
    public Uni<Installation> lockById(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** The last outcome that was heard of each of these; of those that are removed no further one is awaited. */
    public Uni<Map<String, Long>> heardSequences(Collection<String> ids) {
        return find("id in ?1", ids).project(HeardRow.class).list().map(rows -> rows.stream()
                .collect(Collectors.toMap(HeardRow::id, HeardRow::sequence)));
    }

    /** The next ones that the review concerns, by id, locked. */
    Uni<List<Installation>> lockNext(AccessReviews.Review review, int limit) {
        String hql = "provider = :provider and id > :after and removedAt is null"
                + (review.organization() == null ? "" : " and organization = :organization")
                + (review.account() == null ? "" : " and installedBy = :account")
                + " order by id";
        Parameters parameters = Parameters.with("provider", review.provider()).and("after", review.after());
        if (review.organization() != null) {
            parameters.and("organization", review.organization());
        }
        if (review.account() != null) {
            parameters.and("account", review.account());
        }
        return find(hql, parameters)
                .page(0, limit)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Until the transaction ends nobody else installs for the tenant. */
    Uni<Void> lockTenant(String organization) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(LOCK_TENANT)
                        .setParameter("organization", organization)
                        .getResultList())
                .replaceWithVoid();
    }

    Uni<Installation> create(Installation installation) {
        return persistAndFlush(installation).call(this::keepConfig);
    }

    /** Keeps the config under its revision, for rollbacks to come. */
    Uni<Void> keepConfig(Installation installation) {
        ConfigRevision.Key key = new ConfigRevision.Key(installation.id(), installation.configRevision());
        ConfigRevision kept = new ConfigRevision(
                key, installation.settings().config(), installation.intent().updatedAt());
        return Panache.getSession().flatMap(session -> session.persist(kept));
    }

    /** Null when there is none. */
    Uni<ConfigRevision> findConfig(String installationId, int revision) {
        return Panache.getSession()
                .flatMap(session ->
                        session.find(ConfigRevision.class, new ConfigRevision.Key(installationId, revision)));
    }

    Uni<ConfigRevision> config(String installationId, int revision) {
        return findConfig(installationId, revision)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException(installationId + " has no config revision " + revision));
    }

    /** @param environments empty for all */
    Uni<List<Installation>> list(String organization, List<String> environments, Keyset page) {
        String hql = "select i from Installation i where i.organization = :organization and i.removedAt is null"
                + (environments.isEmpty() ? "" : " and i.environment in (:environments)")
                + page.condition("i.id")
                + page.orderBy("i.id");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<Installation> query = session.createSelectionQuery(hql, Installation.class)
                    .setParameter("organization", organization)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows());
            if (!environments.isEmpty()) {
                query.setParameter("environments", environments);
            }
            return query.getResultList();
        });
    }

    /** All that are not removed, by id, for the other services. @param after exclusive id, empty for the first */
    Uni<List<Installation>> snapshot(String after, int limit) {
        return find("id > ?1 and removedAt is null order by id", after)
                .page(0, limit)
                .list();
    }

    /** How far an installation's outcome is known. */
    record HeardRow(String id, long outcomeSequence, Instant removedAt) {
        long sequence() {
            return removedAt == null ? outcomeSequence : Long.MAX_VALUE;
        }
    }

    private PanacheQuery<Installation> at(Address address) {
        return find(AT, address.organization(), address.environment(), address.provider());
    }

    private static Uni<Installation> orMissing(Uni<Installation> found, Address address) {
        return found.onItem().ifNull().failWith(() -> missing(address));
    }

    static ProblemException missing(Address address) {
        return ProblemException.of(
                ErrorCode.NOT_FOUND,
                address.provider() + " is not installed in the environment " + address.environment() + ".");
    }
}
