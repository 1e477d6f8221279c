package io.slipway.registry.custom;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class CommitStore implements PanacheRepositoryBase<CustomCommit, String> {

    Uni<List<CustomCommit>> list(String provider, Keyset page) {
        String hql = "select c from CustomCommit c where c.provider = :provider" + page.condition("c.id")
                + page.orderBy("c.id");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<CustomCommit> query = session.createSelectionQuery(hql, CustomCommit.class);
            return query.setParameter("provider", provider)
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows())
                    .getResultList();
        });
    }

    /** Fails with 404 when the provider has no such commit. */
    Uni<CustomCommit> require(String provider, String id) {
        return find("id = ?1 and provider = ?2", id, provider)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() ->
                        ProblemException.of(ErrorCode.NOT_FOUND, "There is no commit " + id + " of " + provider + "."));
    }

    /** By id. */
    Uni<Map<String, CustomCommit>> of(Collection<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : list("id in ?1", ids)
                        .map(found -> found.stream().collect(Collectors.toMap(CustomCommit::id, commit -> commit)));
    }
}
