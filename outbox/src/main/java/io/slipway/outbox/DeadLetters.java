package io.slipway.outbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.outbox.kafka.KafkaClients;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Records that can never be taken in as they are, kept whole and with their cause until an operator looks. */
@ApplicationScoped
class DeadLetters {
    private static final int CAUSE_LENGTH = 8000;
    // $10: the row of unknown_event that it comes from, if any; whoever finds that gone has a rival that was faster.
    private static final String INSERT = """
            with stored as (delete from unknown_event where id = $10::bigint returning id)
            insert into dead_letter
                (consumer, topic, kafka_partition, kafka_offset, key, headers, value, cause, received_at)
            select $1::text, $2::text, $3::integer, $4::bigint, $5::text, $6::jsonb, $7::bytea, $8::text, $9::timestamptz
            where $10::bigint is null or exists (select from stored)""";

    private final Pool pool;
    private final KafkaClients clients;
    private final Clock clock;

    DeadLetters(Pool pool, KafkaClients clients, Clock clock) {
        this.pool = pool;
        this.clients = clients;
        this.clock = clock;
    }

    Uni<Void> bury(String consumer, Delivery delivery, Throwable cause) {
        RawRecord raw = delivery.raw();
        Map<String, Object> headers = new HashMap<>();
        raw.headers().forEach((name, value) -> headers.put(storable(name), storable(value)));
        Tuple row = Tuple.tuple()
                .addString(consumer)
                .addString(clients.logical(raw.topic()))
                .addInteger(raw.partition())
                .addLong(raw.offset())
                .addString(raw.key() == null ? null : storable(raw.key()))
                .addJsonObject(new JsonObject(headers))
                .addBuffer(raw.value() == null ? null : Buffer.buffer(raw.value()))
                .addString(storable(trace(cause)))
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addLong(delivery.stored());
        return pool.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    private static String trace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        return text.getBuffer()
                .substring(0, Math.min(CAUSE_LENGTH, text.getBuffer().length()));
    }

    /** PostgreSQL's text takes no NUL: a record that holds one must not fail here too. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
