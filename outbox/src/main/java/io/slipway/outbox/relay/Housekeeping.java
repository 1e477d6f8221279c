package io.slipway.outbox.relay;

import io.smallrye.mutiny.Uni;

/** Measures what waits and deletes what was published long ago, at most one batch in a round of the relay. */
final class Housekeeping {
    private final OutboxRows rows;
    private final RelayConfig config;
    private final RelayStatus status;
    private volatile long nextAt = System.nanoTime();

    Housekeeping(OutboxRows rows, RelayConfig config, RelayStatus status) {
        this.rows = rows;
        this.config = config;
        this.status = status;
    }

    Uni<Void> ifDue() {
        if (System.nanoTime() - nextAt < 0) {
            return Uni.createFrom().voidItem();
        }
        nextAt = System.nanoTime() + config.housekeepingInterval().toNanos();
        return rows.backlog()
                .invoke(status::measured)
                .chain(() -> rows.deletePublished(config.retention()))
                .invoke(this::comeBackForMore)
                .replaceWithVoid();
    }

    private void comeBackForMore(int deleted) {
        if (deleted == OutboxRows.DELETE_BATCH) {
            nextAt = System.nanoTime();
        }
    }
}
