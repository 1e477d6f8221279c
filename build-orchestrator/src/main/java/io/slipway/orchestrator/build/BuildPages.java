package io.slipway.orchestrator.build;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

/**
 * Pages of the snapshot by id, bounded by what they weigh as well: each build may have schemas of 256 KiB. A page ends early,
 * before the build that is too much; the first one always fits.
 */
@ApplicationScoped
class BuildPages {
    static final int MAX_BYTES = 1024 * 1024;

    /** The lengths are in the rows: what is long is not read for them. */
    private static final String WEIGHED = """
            select id, coalesce(sum(bytes) over (
                order by id rows between unbounded preceding and 1 preceding), 0) as before
            from (select id, coalesce(octet_length(schemas), 0) as bytes
                from build where id > :after order by id limit :rows) as page
            order by id""";

    private final BuildStore builds;

    BuildPages(BuildStore builds) {
        this.builds = builds;
    }

    /** @param more whether there are builds behind them */
    record Cut(List<Build> builds, boolean more) {}

    /** @param after exclusive id, empty for the first */
    Uni<Cut> page(String after, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(WEIGHED, Tuple.class)
                        .setParameter("after", after)
                        .setParameter("rows", limit + 1)
                        .getResultList())
                .flatMap(rows -> {
                    List<String> ids = within(rows, limit);
                    return builds.list("id in ?1", Sort.by("id"), ids)
                            .map(found -> new Cut(found, rows.size() > ids.size()));
                });
    }

    private static List<String> within(List<Tuple> rows, int limit) {
        return rows.stream()
                .limit(limit)
                .filter(row -> row.get("before", Number.class).longValue() < MAX_BYTES)
                .map(row -> row.get("id", String.class))
                .toList();
    }
}
