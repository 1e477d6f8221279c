package io.slipway.registry.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class AuditStore implements PanacheRepositoryBase<AuditEntry, String> {

    /** @param combinations of field → wanted value, of which an entry has one at most: each finds its index */
    Uni<List<AuditEntry>> list(String organization, List<Map<String, String>> combinations, Keyset page) {
        return Multi.createFrom()
                .iterable(combinations)
                .onItem()
                .transformToUniAndConcatenate(filters -> one(organization, filters, page))
                .collect()
                .asList()
                .map(lists -> merged(lists, page));
    }

    private static List<AuditEntry> merged(List<List<AuditEntry>> lists, Keyset page) {
        Comparator<AuditEntry> byId = Comparator.comparing(AuditEntry::id);
        return lists.stream()
                .flatMap(List::stream)
                .sorted(page.descending() != page.backward() ? byId.reversed() : byId)
                .limit(page.rows())
                .toList();
    }

    private static Uni<List<AuditEntry>> one(String organization, Map<String, String> filters, Keyset page) {
        StringBuilder hql = new StringBuilder("select e from AuditEntry e where e.organization = :organization");
        filters.keySet()
                .forEach(field ->
                        hql.append(" and e.").append(field).append(" = :").append(field));
        hql.append(page.condition("e.id")).append(page.orderBy("e.id"));
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<AuditEntry> query = session.createSelectionQuery(hql.toString(), AuditEntry.class)
                    .setParameter("organization", organization)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows());
            filters.forEach(query::setParameter);
            return query.getResultList();
        });
    }
}
