package io.slipway.orchestrator.build;

import java.time.OffsetDateTime;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** What waits, for metrics. */
@ApplicationScoped
public class QueueState {
    private static final String QUEUE = "select count(*), min(created_at) from build where status = 'queued'";

    private final Pool pool;

    QueueState(Pool pool) {
        this.pool = pool;
    }

    /**
     * Builds that wait.
     *
     * @param oldest when the oldest of them was queued; null when none waits
     */
    public record Queue(long length, OffsetDateTime oldest) {}

    Uni<Queue> read() {
        return pool.query(QUEUE)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Queue(row.getLong(0), row.getOffsetDateTime(1)));
    }
}
