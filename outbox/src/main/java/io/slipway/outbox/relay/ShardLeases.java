package io.slipway.outbox.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Who relays which shard: rows with an owner, an epoch and an end by the database's clock. Every relay that lives takes
 * its fair share and gives back what is above it.
 */
final class ShardLeases {
    private static final String REGISTER = """
            insert into outbox_relay (instance, seen_at) values ($1, now())
            on conflict (instance) do update set seen_at = now()""";
    private static final String COUNT_RELAYS =
            "select count(*) from outbox_relay where seen_at > now() - make_interval(secs => $1)";
    private static final String RENEW = """
            update outbox_shard s set expires_at = now() + make_interval(secs => $2)
            from unnest($3::smallint[], $4::bigint[]) as held (shard, epoch)
            where s.shard = held.shard and s.epoch = held.epoch and s.owner = $1
            returning s.shard, s.epoch""";
    // $4: at its first round an instance takes over from the process that bore its name before and did not say goodbye.
    private static final String TAKE = """
            update outbox_shard set owner = $1, epoch = epoch + 1, expires_at = now() + make_interval(secs => $2)
            where shard in (
                select shard from outbox_shard
                where owner is null or expires_at < now() or ($4 and owner = $1)
                order by shard limit $3 for update skip locked)
            returning shard, epoch""";
    private static final String GIVE_BACK = """
            update outbox_shard s set owner = null, expires_at = '-infinity'
            from unnest($2::smallint[], $3::bigint[]) as held (shard, epoch)
            where s.shard = held.shard and s.epoch = held.epoch and s.owner = $1""";
    private static final String FORGET =
            "delete from outbox_relay where instance = $1 or seen_at < now() - interval '1 day'";

    private final Pool pool;
    private final String instance;
    private final double seconds;

    ShardLeases(Pool pool, String instance, Duration lease) {
        this.pool = pool;
        this.instance = instance;
        this.seconds = lease.toMillis() / 1000.0;
    }

    /** What a round of renewal found: the leases held from now on, and how many the fair share is. */
    record Holding(List<Lease> leases, int fairShare) {}

    Uni<Holding> renew(List<Lease> held, boolean first) {
        return pool.withTransaction(tx -> tx.preparedQuery(REGISTER)
                .execute(Tuple.of(instance))
                .chain(() -> tx.preparedQuery(COUNT_RELAYS).execute(Tuple.of(seconds)))
                .map(rows -> Shards.fairShare(rows.iterator().next().getInteger(0)))
                .flatMap(share -> keep(tx, held, share).flatMap(kept -> take(tx, kept, share, first))));
    }

    /** Gives everything back and leaves the count of relays, so that the others need not wait for the leases' end. */
    Uni<Void> release(List<Lease> held) {
        return pool.withTransaction(tx -> giveBack(tx, held)
                .chain(() -> tx.preparedQuery(FORGET).execute(Tuple.of(instance)))
                .replaceWithVoid());
    }

    private Uni<List<Lease>> keep(SqlConnection tx, List<Lease> held, int share) {
        if (held.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(RENEW)
                .execute(Tuple.of(instance, seconds, shards(held), epochs(held)))
                .map(ShardLeases::leases)
                .flatMap(renewed -> shrink(tx, renewed, share));
    }

    private Uni<List<Lease>> shrink(SqlConnection tx, List<Lease> renewed, int share) {
        if (renewed.size() <= share) {
            return Uni.createFrom().item(renewed);
        }
        return giveBack(tx, renewed.subList(share, renewed.size())).replaceWith(renewed.subList(0, share));
    }

    private Uni<Holding> take(SqlConnection tx, List<Lease> kept, int share, boolean first) {
        if (kept.size() >= share) {
            return Uni.createFrom().item(new Holding(kept, share));
        }
        return tx.preparedQuery(TAKE)
                .execute(Tuple.of(instance, seconds, share - kept.size(), first))
                .map(rows -> new Holding(joined(kept, leases(rows)), share));
    }

    private Uni<Void> giveBack(SqlConnection tx, List<Lease> leases) {
        return tx.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(instance, shards(leases), epochs(leases)))
                .replaceWithVoid();
    }

    private static List<Lease> joined(List<Lease> kept, List<Lease> taken) {
        List<Lease> all = new ArrayList<>(kept);
        all.addAll(taken);
        return List.copyOf(all);
    }

    private static List<Lease> leases(RowSet<Row> rows) {
        List<Lease> leases = new ArrayList<>();
        rows.forEach(row -> leases.add(new Lease(row.getShort(0), row.getLong(1))));
        return leases;
    }

    private static Short[] shards(List<Lease> leases) {
        return leases.stream().map(lease -> (short) lease.shard()).toArray(Short[]::new);
    }

    private static Long[] epochs(List<Lease> leases) {
        return leases.stream().map(Lease::epoch).toArray(Long[]::new);
    }
}
