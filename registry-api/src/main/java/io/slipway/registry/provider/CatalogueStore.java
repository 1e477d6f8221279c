package io.slipway.registry.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.problem.DatabaseFaults;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** The catalogue's queries: one finds the page, one loads it. Both see the same moment, by {@link #begin}. */
@ApplicationScoped
class CatalogueStore {

    private static final String ONE_MOMENT = "set transaction isolation level repeatable read, read only";
    /** Waiting for another's lock ends sooner: it says nothing about the search. */
    private static final String LIMIT =
            "select set_config('statement_timeout', :statement, true)" + " || set_config('lock_timeout', :lock, true)";

    private final ProvidersConfig config;

    CatalogueStore(ProvidersConfig config) {
        this.config = config;
    }

    /** The first in its transaction: what is found stays as it was found until it is loaded. */
    Uni<Void> begin() {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ONE_MOMENT).executeUpdate())
                .replaceWithVoid();
    }

    /** Fails with 422 when that takes too long: how much a few letters find is nobody's to foresee. */
    Uni<List<CatalogueHit>> find(CatalogueQuery query) {
        return query.filter().ranked()
                ? limit().chain(() -> ask(query))
                        .onFailure(DatabaseFaults::tookTooLong)
                        .transform(_ -> ProblemException.of(
                                ErrorCode.SEARCH_TOO_BROAD, "The search finds too much to rank within its time."))
                : ask(query);
    }

    private Uni<?> limit() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(LIMIT, String.class)
                .setParameter("statement", Long.toString(config.searchTimeout().toMillis()))
                .setParameter(
                        "lock",
                        Long.toString(config.searchTimeout().dividedBy(2).toMillis()))
                .getSingleResult());
    }

    private static Uni<List<CatalogueHit>> ask(CatalogueQuery query) {
        return Panache.getSession()
                .flatMap(session -> {
                    var sql = session.createNativeQuery(query.sql(), Tuple.class);
                    query.parameters().forEach(sql::setParameter);
                    return sql.getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> hit(row, query.filter().ranked()))
                        .toList());
    }

    /** By id. */
    Uni<Map<String, Provider>> load(Collection<String> ids) {
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery("from Provider where id in :ids", Provider.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(Provider::id, Function.identity())));
    }

    private static CatalogueHit hit(Tuple row, boolean ranked) {
        return new CatalogueHit(row.get("id", String.class), ranked ? row.get("rank", Integer.class) : null);
    }
}
