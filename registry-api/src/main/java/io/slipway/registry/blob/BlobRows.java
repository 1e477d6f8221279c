package io.slipway.registry.blob;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

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
    private static final String TOUCH = """
            insert into blob (sha256, size_bytes, created_at, touched_at) values (:sha256, :size, :now, :now)
            on conflict (sha256) do update set touched_at = excluded.touched_at""";

    private static final String DELETE_ONE = """
            delete from blob where sha256 = (
                select b.sha256 from blob b
                where b.touched_at >= :after and b.touched_at < :before
                  and not exists (select 1 from version v where v.source_hash = b.sha256)
                  and not exists (select 1 from version v where v.lock_hash = b.sha256)
                order by b.touched_at limit 1 for update skip locked)
            returning sha256, touched_at""";

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

    /**
     * Removes one blob that nothing refers to, row and file. Empty when there is none.
     *
     * @param after when the last one that a sweep removed was touched: none of the blobs in use before it is looked at again
     * @return when the removed one was touched
     */
    @WithTransaction
    Uni<Optional<Instant>> removeOneTouchedBetween(Instant after, Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(DELETE_ONE, Tuple.class)
                        .setParameter("after", after.atOffset(ZoneOffset.UTC))
                        .setParameter("before", before.atOffset(ZoneOffset.UTC))
                        .getResultList())
                .map(rows -> rows.stream().findFirst())
                .call(found -> hops.blocking(() -> {
                    if (found.isPresent()) {
                        store.delete(found.get().get("sha256", String.class));
                    }
                    return found;
                }))
                .map(found -> found.map(row -> row.get("touched_at", Instant.class)));
    }
}
