package io.slipway.orchestrator.image;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.build.BuildStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Builds whose result does not count: their version is known and stands for another build, or has failed. Each
 * publish has a build of its own; a version that was never heard of, or was deleted, spares its builds.
 */
@ApplicationScoped
class GarbageRows {
    private static final String NEXT = """
            select b.id, b.provider, b.image, coalesce(b.image_source, b.source_hash) from build b
            join version_seen v on v.version_id = b.version_id
            where b.finished_at < $1 and b.image_checked_at is null and not b.counts and b.id > $2
              and (v.build_id <> b.id or v.status = 'failed')
            order by b.id limit 1 for update of b skip locked""";

    // The versions' rows are locked against a state that comes meanwhile: it takes the mark away only after it was set.
    private static final String MARK = """
            with counting as (
                select b.id from build b
                join version_seen v on v.version_id = b.version_id
                where b.finished_at < $1 and b.image_checked_at is null and not b.counts
                  and v.build_id = b.id and v.status <> 'failed'
                order by b.id limit 500 for update of b skip locked for share of v skip locked)
            update build set counts = true from counting where build.id = counting.id""";

    private static final String OPEN = """
            select exists (select from build
                where provider = $1 and coalesce(image_source, source_hash) = $2 and status in ('queued', 'running'))""";

    // The same source on the same base has the same digest, and so has a copy. A young one counts: it has its grace,
    // too.
    private static final String SHARED = """
            select exists (select from build b
                left join version_seen v on v.version_id = b.version_id and (v.build_id <> b.id or v.status = 'failed')
                where b.provider = $1 and b.image = $3 and b.id <> $2
                  and (v.version_id is null or b.finished_at >= $4))""";

    private static final String CHECKED = "update build set image_checked_at = $2 where id = $1";

    /**
     * A build whose result does not count.
     *
     * @param image {@code repository@sha256:…}; null when it has no result, and may have pushed nevertheless
     * @param source what decides which image it pushes
     */
    record Garbage(String buildId, String provider, String image, String source) {
        String repository() {
            return "providers/" + provider;
        }

        String tag() {
            return buildId.toLowerCase(Locale.ROOT);
        }
    }

    /** Marks builds that count, so that they are not looked at again before their version changes. Emits how many. */
    Uni<Integer> mark(SqlConnection connection, Instant before) {
        return connection.preparedQuery(MARK).execute(Tuple.of(time(before))).map(RowSet::rowCount);
    }

    /** The next by id that ended before then; locked until the transaction ends, null when there is none. */
    Uni<Garbage> next(SqlConnection connection, Instant before, String afterId) {
        return connection
                .preparedQuery(NEXT)
                .execute(Tuple.of(time(before), afterId))
                .map(RowSet::iterator)
                .map(rows -> rows.hasNext() ? rows.next() : null)
                .onItem()
                .ifNotNull()
                .transform(row -> new Garbage(row.getString(0), row.getString(1), row.getString(2), row.getString(3)));
    }

    /**
     * Whether a build that has not ended may push the same image. No other build of the source is queued before the transaction
     * ends.
     *
     * @param source what was built, or the digest of an image that was copied
     */
    Uni<Boolean> isOpen(SqlConnection connection, String provider, String source) {
        return connection
                .preparedQuery(BuildStore.LOCK_SOURCE.formatted("$1"))
                .execute(Tuple.of(source))
                .chain(() -> isTrue(connection, OPEN, Tuple.of(provider, source)));
    }

    /** Whether a build that counts, or may do, has this image as its result. */
    Uni<Boolean> isShared(SqlConnection connection, Garbage garbage, String image, Instant before) {
        return isTrue(connection, SHARED, Tuple.of(garbage.provider(), garbage.buildId(), image, time(before)));
    }

    Uni<Void> checked(SqlConnection connection, String buildId, Instant now) {
        return connection
                .preparedQuery(CHECKED)
                .execute(Tuple.of(buildId, time(now)))
                .replaceWithVoid();
    }

    private static Uni<Boolean> isTrue(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).map(rows -> rows.iterator()
                .next()
                .getBoolean(0));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
