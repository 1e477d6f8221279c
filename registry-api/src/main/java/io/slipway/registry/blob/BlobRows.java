package io.slipway.registry.blob;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Uni;

/**
 * The rows by which publishers and the sweeper agree on files. A publisher touches the row and commits before it puts its
 * file; the sweeper deletes an old row and, before it commits, the file. Whoever comes second waits for the first one's
 * lock and then sees what it did.
 */
@ApplicationScoped
public class BlobRows {
    static final String TOUCH = """
            insert into blob (sha256, size_bytes, created_at, touched_at) values (:sha256, :size, :now, :now)
            on conflict (sha256) do update set touched_at = excluded.touched_at""";

    private static final int MARK_BATCH = 200;

    // No "exists": of that PostgreSQL would make a table of all versions.
    private static final String MARK_USED = """
            update blob b set in_use = true
            where b.sha256 in (
                select sha256 from blob where not in_use and touched_at < :before
                order by touched_at limit :batch for update skip locked)
              and coalesce(
                (select v.id from version v where v.source_hash = b.sha256 limit 1),
                (select v.id from version v where v.lock_hash = b.sha256 limit 1),
                (select a.sha256 from artifact_blob a where a.sha256 = b.sha256 limit 1)) is not null""";

    static final String DELETE_ONE = """
            delete from blob b where b.sha256 = (
                select sha256 from blob where not in_use and touched_at < :before
                order by touched_at limit 1 for update skip locked)
              and not exists (select 1 from version v where v.source_hash = b.sha256)
              and not exists (select 1 from version v where v.lock_hash = b.sha256)
              and not exists (select 1 from artifact_blob a where a.sha256 = b.sha256)
            returning b.sha256""";

    private static final String SIZE = "select size_bytes from blob where sha256 = :sha256";

    private static final String LOOK_AGAIN =
            "update blob set in_use = false, touched_at = :now where sha256 in (:hashes)";

    private final BlobStore store;
    private final Hops hops;
    private final Clock clock;

    BlobRows(BlobStore store, Hops hops, Clock clock) {
        this.store = store;
        this.hops = hops;
        this.clock = clock;
    }

    /** From its commit on the sweeper spares the blob for as long as unused ones are kept. */
    @WithTransaction
    public Uni<Void> touch(ReceivedBlob blob) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(TOUCH)
                        .setParameter("sha256", blob.sha256())
                        .setParameter("size", blob.sizeBytes())
                        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** In the caller's session: how many bytes a kept blob has; null when there is none. */
    public Uni<Long> size(String sha256) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(SIZE, Long.class)
                .setParameter("sha256", sha256)
                .getSingleResultOrNull());
    }

    /** In the caller's transaction: a version refers to them no longer, so perhaps none does. Waits for who marks them as used. */
    public Uni<Void> mayBeUnused(Collection<String> hashes) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(LOOK_AGAIN)
                        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .setParameter("hashes", hashes)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Those of the oldest that a version refers to will not be looked at again, unless
     * {@link #mayBeUnused}: rows of versions stay for good.
     *
     * @return how many
     */
    @WithTransaction
    Uni<Integer> markUsed(Instant before) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(MARK_USED)
                .setParameter("before", before.atOffset(ZoneOffset.UTC))
                .setParameter("batch", MARK_BATCH)
                .executeUpdate());
    }

    /** Removes the oldest blob, row and file. Empty when there is none, or a version refers to it. */
    @WithTransaction
    Uni<Optional<String>> removeOneUntouchedSince(Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(DELETE_ONE, String.class)
                        .setParameter("before", before.atOffset(ZoneOffset.UTC))
                        .getResultList())
                .map(rows -> rows.stream().findFirst())
                .call(found -> hops.blocking(() -> {
                    if (found.isPresent()) {
                        store.delete(found.get());
                    }
                    return found;
                }));
    }
}
