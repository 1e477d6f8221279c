package io.slipway.outbox.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;

/** The relay's queries. They use the pool alone: a Hibernate session would cost half of the rate and gain nothing. */
final class OutboxRows {
    private static final int PER_SHARD = 50;
    static final int DELETE_BATCH = 1000;

    // Unpublished rows, not "id > last": identities are given before commit, a cursor would pass by the late ones.
    private static final String READ = """
            select id, shard, topic, key, payload, headers from (
                select o.*, sum(octet_length(o.payload)) over (order by o.id) - octet_length(o.payload) as bytes_before
                from unnest($1::smallint[]) as held (shard)
                cross join lateral (
                    select * from outbox where shard = held.shard and published_at is null order by id limit $2) o) due
            where bytes_before < $3 order by id limit $4""";
    private static final String MARK = """
            update outbox o set published_at = now()
            from unnest($1::bigint[], $2::bigint[]) as sent (id, epoch), outbox_shard s
            where o.id = sent.id and o.published_at is null
              and s.shard = o.shard and s.epoch = sent.epoch and s.owner = $3""";
    private static final String BACKLOG = """
            select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8
            from outbox where published_at is null""";
    private static final String DELETE = """
            delete from outbox where id in (
                select id from outbox where published_at < now() - make_interval(secs => $1)
                limit $2 for update skip locked)""";

    private final Pool pool;

    OutboxRows(Pool pool) {
        this.pool = pool;
    }

    /** Rows that wait, and the age of the oldest in seconds. */
    record Backlog(long rows, double oldestSeconds) {}

    /** The oldest unpublished rows of these shards, in the order of their ids. */
    Uni<List<OutboxRow>> read(List<Lease> leases, int rows, int bytes) {
        Short[] shards = leases.stream().map(lease -> (short) lease.shard()).toArray(Short[]::new);
        return pool.preparedQuery(READ)
                .execute(Tuple.of(shards, PER_SHARD, (long) bytes, rows))
                .map(OutboxRows::rows);
    }

    /** @return how many were marked: fewer than sent when a shard has another owner by now */
    Uni<Integer> mark(String instance, List<Long> ids, List<Long> epochs) {
        return pool.preparedQuery(MARK)
                .execute(Tuple.of(ids.toArray(Long[]::new), epochs.toArray(Long[]::new), instance))
                .map(SqlResult::rowCount);
    }

    Uni<Backlog> backlog() {
        return pool.query(BACKLOG)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Backlog(row.getLong(0), row.getDouble(1)));
    }

    /** Deletes at most one batch: the next round takes the next one. */
    Uni<Integer> deletePublished(Duration retention) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(retention.toMillis() / 1000.0, DELETE_BATCH))
                .map(SqlResult::rowCount);
    }

    private static List<OutboxRow> rows(RowSet<Row> found) {
        List<OutboxRow> rows = new ArrayList<>(found.size());
        found.forEach(row -> rows.add(new OutboxRow(
                row.getLong(0),
                row.getShort(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.get(JsonObject.class, 5).getMap())));
        return rows;
    }
}
