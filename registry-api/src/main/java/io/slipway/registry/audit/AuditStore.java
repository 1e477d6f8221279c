package io.slipway.registry.audit;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class AuditStore implements PanacheRepositoryBase<AuditEntry, String> {

    /** @param filters field → wanted value; only those that were given, so that each finds its index */
    Uni<List<AuditEntry>> list(String organization, Map<String, String> filters, Keyset page) {
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
