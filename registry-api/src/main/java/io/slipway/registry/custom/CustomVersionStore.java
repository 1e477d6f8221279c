package io.slipway.registry.custom;

import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.custom.CustomVersion.Row;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class CustomVersionStore {
    private static final String ROWS = """
            select v.id, v.provider, v.number, v.buildId, c.customIndex, c.identifier, c.actor, c.build, c.status,
              v.createdAt, v.updatedAt, c.updatedAt
            from CustomVersion c join Version v on v.id = c.versionId where c.provider = :provider and v.deletedAt is null""";

    private static final String IDENTIFY = "update custom_version set identifier = :identifier where version_id = :id";

    private static final String DELETED =
            "select v.number from Version v where v.id = :id and v.provider = :provider and v.deletedAt is not null";

    private static final String SAME_IDENTIFIER =
            "select c.versionId from CustomVersion c where c.provider = :provider and c.identifier = :identifier";

    /** The highest of all numbers that are no pre-releases, published or not. */
    private static final String HIGHEST = """
            select number from version where provider = :provider and release_order is not null
            order by release_order desc limit 1""";

    /** With one status each finds its index; the lists are joined here. */
    Uni<List<Row>> list(String provider, VersionFilter filter, Keyset page) {
        List<String> statuses = filter.statuses();
        if (statuses.size() < 2) {
            return list(provider, statuses.isEmpty() ? null : statuses.getFirst(), filter.ids(), page);
        }
        Comparator<Row> byId = Comparator.comparing(Row::id);
        return Multi.createFrom()
                .iterable(statuses)
                .onItem()
                .transformToUniAndConcatenate(status -> list(provider, status, filter.ids(), page))
                .collect()
                .asList()
                .map(lists -> lists.stream()
                        .flatMap(List::stream)
                        .sorted(page.descending() != page.backward() ? byId.reversed() : byId)
                        .limit(page.rows())
                        .toList());
    }

    private static Uni<List<Row>> list(String provider, String status, List<String> ids, Keyset page) {
        String hql = ROWS
                + (status == null ? "" : " and c.status = :status")
                + (ids.isEmpty() ? "" : " and c.versionId in (:ids)")
                + page.condition("c.versionId")
                // The same once more: no plan reads the other table from its beginning.
                + page.condition("v.id")
                + page.orderBy("c.versionId");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<Row> query = session.createSelectionQuery(hql, Row.class)
                    .setParameter("provider", provider)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows());
            if (status != null) {
                query.setParameter("status", status);
            }
            if (!ids.isEmpty()) {
                query.setParameter("ids", ids);
            }
            return query.getResultList();
        });
    }

    /** @param id {@code prv_…}. Fails with 404 when the provider has no such version, with 410 when it was deleted */
    Uni<Row> require(String provider, String id) {
        return find(provider, id).onItem().ifNull().switchTo(() -> missing(provider, id));
    }

    private static Uni<Row> missing(String provider, String id) {
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(DELETED, String.class)
                        .setParameter("provider", provider)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .map(number -> {
                    throw number == null
                            ? ProblemException.of(
                                    ErrorCode.NOT_FOUND,
                                    "There is no version " + CustomIds.ofVersion(id) + " of " + provider + ".")
                            : ProblemException.of(
                                    ErrorCode.GONE, "Version " + number + " of " + provider + " was deleted.");
                });
    }

    /** Null when the provider has none, or when it was deleted. */
    Uni<Row> find(String provider, String id) {
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(ROWS + " and c.versionId = :id", Row.class)
                        .setParameter("provider", provider)
                        .setParameter("id", id)
                        .getSingleResultOrNull());
    }

    /** Null when there is none. */
    Uni<Row> findNumber(String provider, String number) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(
                        ROWS + " and v.number = :number and v.provider = :provider", Row.class)
                .setParameter("provider", provider)
                .setParameter("number", number)
                .getSingleResultOrNull());
    }

    /** Null when nothing is called so. */
    Uni<String> findIdentifier(String provider, String identifier) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(SAME_IDENTIFIER, String.class)
                .setParameter("provider", provider)
                .setParameter("identifier", identifier)
                .getSingleResultOrNull());
    }

    /** @param identifier null when none was given */
    Uni<Void> identify(String id, String identifier) {
        return Panache.getSession()
                .flatMap(session -> session.flush().chain(() -> session.createNativeQuery(IDENTIFY)
                        .setParameter("identifier", identifier)
                        .setParameter("id", id)
                        .executeUpdate()))
                .replaceWithVoid();
    }

    /** Null when the provider has no version that is no pre-release. */
    Uni<String> highest(String provider) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(HIGHEST, String.class)
                .setParameter("provider", provider)
                .getSingleResultOrNull());
    }
}
