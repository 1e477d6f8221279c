package io.slipway.registry.version;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;

/** What versions require of others. */
@ApplicationScoped
public class RequirementStore {
    private static final VersionColumns.Names NAMES = new VersionColumns.Names();

    private static final String OF_LATEST = """
            select p.name as name, v.requires as requires from provider p
            join version v on v.provider = p.name and v.number = p.latest_version
            where p.name in (:names) and p.deleted_at is null and v.requires <> '[]'""";

    /** Follows the latest versions of the others. Fails with 409 when they lead back. @param provider {@code org/name} */
    public Uni<Void> mustBeNoCircle(String provider, Collection<String> requires) {
        return walk(new RequirementGraph(provider, requires), RequirementStore::ofLatest)
                .invoke(graph ->
                        graph.mustBeNoCircle(ProviderNames.stored(provider).org()))
                .replaceWithVoid();
    }

    /** To its end, or to a circle. @param edges what these providers require; those that require nothing may be left out */
    public static Uni<RequirementGraph> walk(
            RequirementGraph graph, Function<List<String>, Uni<Map<String, List<String>>>> edges) {
        List<String> next = graph.next();
        return next.isEmpty()
                ? Uni.createFrom().item(graph)
                : edges.apply(next).invoke(graph::told).flatMap(_ -> walk(graph, edges));
    }

    /** Of the version that is the latest of each of these providers. */
    public static Uni<Map<String, List<String>>> ofLatest(List<String> names) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OF_LATEST, Tuple.class)
                        .setParameter("names", names)
                        .getResultList())
                .map(RequirementStore::byName);
    }

    /** @param rows of a provider's name and a JSON list */
    public static Map<String, List<String>> byName(List<Tuple> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class),
                        row -> NAMES.convertToEntityAttribute(row.get(1, String.class))));
    }
}
