package io.slipway.registry.version;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.paging.Cut;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;

/**
 * Pages of versions, bounded by what they weigh as well: each may have schemas of 256 KiB, which take twenty times as much
 * once they are parsed. A page ends early, before the version that is too much; the first one always fits.
 */
@ApplicationScoped
public class VersionPages {
    static final int MAX_BYTES = 1024 * 1024;

    /** The lengths are in the rows: what is long is not read for them. */
    private static final String WEIGHED = """
            select id, coalesce(sum(bytes) over (
                order by id %1$s rows between unbounded preceding and 1 preceding), 0) as before
            from (select id, octet_length(manifest) + coalesce(octet_length(schemas), 0) as bytes
                from version where %2$s order by id %1$s limit :rows) as page
            order by id %1$s""";

    private static final String OF_PROVIDER =
            "provider = :provider and deleted_at is null and (:all or status in ('published', 'yanked'))";

    private final VersionStore versions;

    VersionPages(VersionStore versions) {
        this.versions = versions;
    }

    /** @param all whether those that were never published are listed too */
    Uni<Cut<Version>> list(String provider, boolean all, Keyset page) {
        boolean descending = page.descending() != page.backward();
        if (page.anchor() == null) {
            return page(OF_PROVIDER, descending, page.limit(), Map.of("provider", provider, "all", all));
        }
        String beyond = OF_PROVIDER + (descending ? " and id < :anchor" : " and id > :anchor");
        return page(
                beyond, descending, page.limit(), Map.of("provider", provider, "all", all, "anchor", page.anchor()));
    }

    /** All versions of all providers by id, for the other services. @param after exclusive id, empty for the first */
    Uni<Cut<Version>> snapshot(String after, int limit) {
        return page("id > :after", false, limit, Map.of("after", after));
    }

    private Uni<Cut<Version>> page(String where, boolean descending, int limit, Map<String, Object> parameters) {
        return Panache.getSession()
                .flatMap(session -> {
                    var sql = session.createNativeQuery(
                            WEIGHED.formatted(descending ? "desc" : "asc", where), Tuple.class);
                    parameters.forEach(sql::setParameter);
                    return sql.setParameter("rows", limit + 1).getResultList();
                })
                .map(rows -> ids(rows, limit))
                .flatMap(ids -> load(ids, descending));
    }

    private static Cut<String> ids(List<Tuple> rows, int limit) {
        List<String> within = rows.stream()
                .limit(limit)
                .filter(row -> row.get("before", Number.class).longValue() < MAX_BYTES)
                .map(row -> row.get("id", String.class))
                .toList();
        return new Cut<>(within, rows.size() > within.size());
    }

    private Uni<Cut<Version>> load(Cut<String> ids, boolean descending) {
        Comparator<Version> ascending = Comparator.comparing(Version::id);
        return versions.list("id in ?1", ids.rows())
                .map(found -> found.stream()
                        .sorted(descending ? ascending.reversed() : ascending)
                        .toList())
                .map(found -> new Cut<>(found, ids.more()));
    }
}
