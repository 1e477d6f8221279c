package io.slipway.orchestrator.build;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Log lines as rows; beside Hibernate, because a worker writes whole batches while no session is open. */
@ApplicationScoped
public class BuildLogStore {
    // The share lock makes a claim by another worker and this insert wait for each other.
    private static final String APPEND = """
            with held as (select id from build where id = $1 and epoch = $2 for share)
            insert into build_log (build_id, line, time, text)
            select held.id, l.line, l.time, l.text
            from held, unnest($3::int[], $4::timestamptz[], $5::text[]) as l (line, time, text)""";

    private static final String PAGE = """
            select line, time, text from build_log where build_id = $1 and line > $2 order by line limit $3""";

    private static final String LAST = "select coalesce(max(line), 0) from build_log where build_id = :id";

    private static final String REMOVE = """
            with old as (
                select id from build where finished_at < $1 and log_removed_at is null
                order by finished_at limit $2 for update skip locked),
            marked as (update build set log_removed_at = $3 from old where build.id = old.id),
            lines as (delete from build_log using old where build_id = old.id)
            select count(*) from old""";

    private final Pool pool;

    BuildLogStore(Pool pool) {
        this.pool = pool;
    }

    /** Fails with {@link LeaseLost} when {@code epoch} is not the build's newest claim. */
    Uni<Void> append(String buildId, long epoch, List<LogLine> lines) {
        Tuple values = Tuple.from(List.of(
                buildId,
                epoch,
                lines.stream().map(LogLine::line).toArray(Integer[]::new),
                lines.stream().map(BuildLogStore::time).toArray(OffsetDateTime[]::new),
                lines.stream().map(LogLine::text).toArray(String[]::new)));
        return pool.preparedQuery(APPEND)
                .execute(values)
                .invoke(rows -> {
                    if (rows.rowCount() != lines.size()) {
                        throw new LeaseLost("build " + buildId + ": log of claim " + epoch + " refused");
                    }
                })
                .replaceWithVoid();
    }

    Uni<List<LogLine>> page(String buildId, int after, int limit) {
        return pool.preparedQuery(PAGE).execute(Tuple.of(buildId, after, limit)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(BuildLogStore::line)
                .toList());
    }

    /** In the caller's session: a second connection while one is held could starve the pool. */
    Uni<Integer> lastLine(String buildId) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(LAST, Integer.class)
                .setParameter("id", buildId)
                .getSingleResult());
    }

    /** Removes the logs of the oldest builds that ended before then. Emits of how many. */
    Uni<Integer> removeEndedBefore(Instant before, int builds, Instant now) {
        return pool.preparedQuery(REMOVE)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), builds, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static OffsetDateTime time(LogLine line) {
        return line.time().atOffset(ZoneOffset.UTC);
    }

    private static LogLine line(Row row) {
        return new LogLine(row.getInteger(0), row.getOffsetDateTime(1).toInstant(), row.getString(2));
    }
}
