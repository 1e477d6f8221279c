package io.slipway.registry.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The catalogue's queries: one finds the page, one loads it. */
@ApplicationScoped
class CatalogueStore {

    Uni<List<CatalogueHit>> find(CatalogueQuery query) {
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
