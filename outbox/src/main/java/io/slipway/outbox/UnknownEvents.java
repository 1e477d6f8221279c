package io.slipway.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.EventTypes;
import io.slipway.outbox.InboxStatus.Result;
import io.slipway.outbox.kafka.KafkaClients;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/** Records of types that the build which received them did not know, kept whole until one does. */
@ApplicationScoped
class UnknownEvents {
    private static final int PAGE = 100;
    private static final String PASSED = """
            exists (select from inbox_watermark w
                where (w.consumer, w.source, w.aggregate_type, w.aggregate_id)
                    = (%1$s.consumer, %1$s.source, %1$s.aggregate_type, %1$s.aggregate_id)
                and w.sequence >= %1$s.sequence)""";
    private static final String STORE = """
            insert into unknown_event (consumer, source, aggregate_type, aggregate_id, sequence,
                topic, kafka_partition, kafka_offset, key, headers, value, received_at)
            select * from (values ($1::text, $2::text, $3::text, $4::text, $5::bigint,
                $6::text, $7::integer, $8::bigint, $9::text, $10::jsonb, $11::bytea, $12::timestamptz))
                as e (consumer, source, aggregate_type, aggregate_id, sequence)
            where not %s
            on conflict do nothing""".formatted(PASSED.formatted("e"));
    private static final String KNOWN = """
            select id, topic, kafka_partition, kafka_offset, key, headers, value from unknown_event
            where id > $1 and topic = any($2) and headers->>'ce_type' = any($3)
            order by id limit $4""";
    // Waits for a rival that drives the same row, and finds it gone once that one has committed.
    private static final String REMOVE = "delete from unknown_event where id = :id";
    private static final String TIDY = """
            delete from unknown_event where id in (
                select id from unknown_event u where received_at < $1 or %s for update skip locked)""".formatted(PASSED.formatted("u"));
    private static final String COUNT = "select count(*) from unknown_event";

    private final Pool pool;
    private final KafkaClients clients;
    private final Clock clock;

    UnknownEvents(Pool pool, KafkaClients clients, Clock clock) {
        this.pool = pool;
        this.clients = clients;
        this.clock = clock;
    }

    /** A row, with the record as it came. */
    record Stored(long id, String topic, RawRecord raw) {}

    /** Leaves the watermark where it is. A double, or what the watermark has passed, is skipped. */
    Uni<Result> store(String consumer, RawRecord raw, ReceivedEvent event) {
        Tuple row = Tuple.tuple()
                .addString(consumer)
                .addString(event.source())
                .addString(event.aggregateType())
                .addString(event.aggregateId())
                .addLong(event.sequence())
                .addString(event.topic())
                .addInteger(raw.partition())
                .addLong(raw.offset())
                .addString(raw.key())
                .addJsonObject(new JsonObject(Map.copyOf(raw.headers())))
                .addBuffer(Buffer.buffer(raw.value()))
                .addOffsetDateTime(now());
        return pool.preparedQuery(STORE)
                .execute(row)
                .map(result -> result.rowCount() == 1 ? Result.stored : Result.skipped);
    }

    /** The oldest rows behind this one, of these topics, whose types this build knows. */
    Uni<List<Stored>> known(Collection<String> topics, long after) {
        String[] types = EventTypes.all().keySet().toArray(String[]::new);
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(after, topics.toArray(String[]::new), types, PAGE))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::stored)
                        .toList());
    }

    /**
     * Belongs in the transaction of the effect.
     *
     * @param id null for a record that was never stored
     * @return false when somebody else has brought it to its end
     */
    Uni<Boolean> remove(Mutiny.Session session, Long id) {
        if (id == null) {
            return Uni.createFrom().item(true);
        }
        return session.createNativeQuery(REMOVE)
                .setParameter("id", id)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Deletes what a newer event has overtaken, and what the topics would not hold any more either. */
    Uni<Void> tidy(Duration retention) {
        return pool.preparedQuery(TIDY)
                .execute(Tuple.of(now().minus(retention)))
                .replaceWithVoid();
    }

    Uni<Long> count() {
        return pool.query(COUNT).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    private Stored stored(Row row) {
        Map<String, String> headers = new LinkedHashMap<>();
        row.get(JsonObject.class, 5).forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        RawRecord raw = new RawRecord(
                clients.real(row.getString(1)),
                row.getInteger(2),
                row.getLong(3),
                row.getString(4),
                headers,
                row.getBuffer(6).getBytes());
        return new Stored(row.getLong(0), row.getString(1), raw);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
