package io.slipway.orchestrator.build;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the claims of this process alive. */
@ApplicationScoped
public class Leases {
    private static final String EXTEND = """
            update build set lease_until = $1
            from unnest($2::text[], $3::bigint[]) as held (id, epoch)
            where build.id = held.id and build.epoch = held.epoch and build.status = 'running'
            returning build.id""";

    private static final String EXPIRE = """
            update build set lease_until = $1 where status = 'running' and lease_owner = $2 and lease_until > $1""";

    private final Pool pool;
    private final BuildConfig config;
    private final Clock clock;
    private final String owner;

    Leases(Pool pool, BuildConfig config, Clock clock, @ConfigProperty(name = "slipway.instance-id") String owner) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
        this.owner = owner;
    }

    /** For the start: what an earlier process of this name has left behind need not wait for its leases. */
    Uni<Integer> expireOwn() {
        return pool.preparedQuery(EXPIRE)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), owner))
                .map(SqlResult::rowCount);
    }

    /** The ids of those that are still held; the others were taken over or cancelled. */
    Uni<Set<String>> extend(Collection<BuildJob> jobs) {
        Tuple values = Tuple.from(List.of(
                clock.instant().plus(config.lease()).atOffset(ZoneOffset.UTC),
                jobs.stream().map(BuildJob::buildId).toArray(String[]::new),
                jobs.stream().map(BuildJob::epoch).toArray(Long[]::new)));
        return pool.preparedQuery(EXTEND).execute(values).map(rows -> {
            Set<String> held = new HashSet<>();
            rows.forEach(row -> held.add(row.getString(0)));
            return held;
        });
    }
}
