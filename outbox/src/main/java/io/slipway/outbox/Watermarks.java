package io.slipway.outbox;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** The newest sequence that each consumer has taken in of each aggregate. */
@ApplicationScoped
class Watermarks {
    // One statement: it waits for a rival's transaction and decides on what that one has left.
    private static final String ADVANCE = """
            insert into inbox_watermark (consumer, source, aggregate_type, aggregate_id, sequence, updated_at)
            values (:consumer, :source, :aggregateType, :aggregateId, :sequence, :now)
            on conflict (consumer, source, aggregate_type, aggregate_id)
            do update set sequence = excluded.sequence, updated_at = excluded.updated_at
            where inbox_watermark.sequence < excluded.sequence""";

    private final Clock clock;

    Watermarks(Clock clock) {
        this.clock = clock;
    }

    /** @return whether the event is newer than all before it; if so the watermark stands at it with the commit */
    Uni<Boolean> advance(Mutiny.Session session, String consumer, ReceivedEvent event) {
        return session.createNativeQuery(ADVANCE)
                .setParameter("consumer", consumer)
                .setParameter("source", event.source())
                .setParameter("aggregateType", event.aggregateType())
                .setParameter("aggregateId", event.aggregateId())
                .setParameter("sequence", event.sequence())
                .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .map(rows -> rows == 1);
    }
}
