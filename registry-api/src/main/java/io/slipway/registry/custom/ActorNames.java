package io.slipway.registry.custom;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** How actors are called. */
@ApplicationScoped
class ActorNames {
    private static final String NAMES = """
            select id, name from account where id in (:ids)
            union all select id, name from token where id in (:ids)
            union all select id, workflow from publisher where id in (:ids)""";

    /** By the id in the actor, by one query; of one that is not there any more there is none. */
    Uni<Map<String, String>> of(Collection<String> actors) {
        List<String> ids = actors.stream()
                .filter(Objects::nonNull)
                .map(CustomActor::idOf)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(NAMES, Tuple.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.get(0, String.class), row -> row.get(1, String.class))));
    }
}
