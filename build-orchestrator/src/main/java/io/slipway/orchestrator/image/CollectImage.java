package io.slipway.orchestrator.image;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.image.Collected.Fate;
import io.slipway.orchestrator.image.GarbageRows.Garbage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Deletes the image of one garbage build. Unlike a push this happens inside a transaction: its locks keep a build of the
 * same source, and so of the same image, from starting between the question who needs the image and its end.
 */
@ApplicationScoped
class CollectImage {
    private final Pool pool;
    private final GarbageRows rows;
    private final OciRegistry registry;
    private final CollectConfig config;
    private final Clock clock;

    CollectImage(Pool pool, GarbageRows rows, OciRegistry registry, CollectConfig config, Clock clock) {
        this.pool = pool;
        this.rows = rows;
        this.registry = registry;
        this.config = config;
        this.clock = clock;
    }

    /** Passes by a batch of the builds that count. Emits whether there may be more. */
    Uni<Boolean> pass() {
        Instant before = clock.instant().minus(config.grace());
        return pool.withTransaction(connection -> rows.mark(connection, before)).map(marked -> marked > 0);
    }

    /** The next one behind this id; empty when there is none. Fails when the registry cannot say. */
    Uni<Optional<Collected>> after(String buildId) {
        Instant before = clock.instant().minus(config.grace());
        return pool.withTransaction(connection -> rows.next(connection, before, buildId)
                .onItem()
                .ifNotNull()
                .transformToUni(garbage -> collect(connection, garbage, before))
                .map(Optional::ofNullable));
    }

    private Uni<Collected> collect(SqlConnection connection, Garbage garbage, Instant before) {
        return rows.isOpen(connection, garbage.provider(), garbage.source())
                .chain(open -> open ? fate(Fate.held) : decide(connection, garbage, before))
                .map(fate -> new Collected(garbage.buildId(), fate))
                .call(done -> done.isFinal()
                        ? rows.checked(connection, garbage.buildId(), clock.instant())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Fate> decide(SqlConnection connection, Garbage garbage, Instant before) {
        return image(garbage)
                .chain(image -> image == null ? fate(Fate.absent) : decide(connection, garbage, image, before))
                .onFailure(RefusedException.class)
                .recoverWithItem(Fate.refused);
    }

    private Uni<Fate> decide(SqlConnection connection, Garbage garbage, String image, Instant before) {
        return rows.isOpen(connection, garbage.provider(), image.substring(image.indexOf('@') + 1))
                .chain(open -> open
                        ? fate(Fate.held)
                        : rows.isShared(connection, garbage, image, before)
                                .chain(shared -> shared ? fate(Fate.spared) : registry.delete(image)));
    }

    /** A build that was cancelled while it pushed has no result, but a tag. */
    private Uni<String> image(Garbage garbage) {
        return garbage.image() == null
                ? registry.find(garbage.repository(), garbage.tag())
                : Uni.createFrom().item(garbage.image());
    }

    private static Uni<Fate> fate(Fate fate) {
        return Uni.createFrom().item(fate);
    }
}
