package io.slipway.orchestrator.version;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.VersionState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Which state of each version was acted upon last; events and snapshots meet here. */
@ApplicationScoped
class VersionsSeen {
    private static final String ADVANCE = """
            insert into version_seen (version_id, sequence, build_id, status)
            values (:id, :sequence, :build, :status)
            on conflict (version_id) do update
            set sequence = excluded.sequence, build_id = excluded.build_id, status = excluded.status
            where version_seen.sequence < excluded.sequence""";

    private static final String NEWER = """
            select given.id from unnest($1::text[], $2::bigint[]) as given (id, sequence)
            left join version_seen seen on seen.version_id = given.id
            where seen.sequence is null or seen.sequence < given.sequence""";

    private final Pool pool;

    VersionsSeen(Pool pool) {
        this.pool = pool;
    }

    /** False when this or a newer state was seen. Its row lock lets one at a time act on a version. */
    Uni<Boolean> advance(VersionState version) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ADVANCE)
                        .setParameter("id", version.id())
                        .setParameter("sequence", version.sequence())
                        .setParameter("build", version.buildId())
                        .setParameter("status", version.status().name())
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    /** Those worth a transaction. */
    Uni<List<VersionState>> newerOf(List<VersionState> versions) {
        Tuple values = Tuple.of(
                versions.stream().map(VersionState::id).toArray(String[]::new),
                versions.stream().map(VersionState::sequence).toArray(Long[]::new));
        return pool.preparedQuery(NEWER).execute(values).map(rows -> {
            Set<String> newer = new HashSet<>();
            rows.forEach(row -> newer.add(row.getString(0)));
            return versions.stream()
                    .filter(version -> newer.contains(version.id()))
                    .toList();
        });
    }
}
