package io.slipway.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.EventTypes;
import io.slipway.contracts.Topics;
import io.slipway.outbox.relay.Shards;
import io.slipway.outbox.relay.WakeUp;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Events that are told exactly when the caller's transaction commits: a row beside the business rows, relayed to Kafka
 * afterwards in the order of the rows' ids.
 */
@ApplicationScoped
public class Outbox {
    private static final int MAX_BYTES = 512 * 1024;
    // The inner cast: a text bound as jsonb would be stored as one JSON string.
    private static final String INSERT = """
            insert into outbox (aggregate_type, aggregate_id, sequence, shard, topic, key, type, payload, headers, created_at)
            values (:aggregateType, :aggregateId, :sequence, :shard, :topic, :key, :type, :payload,
                    cast(cast(:headers as text) as jsonb), :createdAt)""";

    private final Clock clock;
    private final WakeUp wakeUp;
    private final Instance<OpenTelemetry> telemetry;
    private final String source;

    Outbox(
            Clock clock,
            WakeUp wakeUp,
            Instance<OpenTelemetry> telemetry,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.clock = clock;
        this.wakeUp = wakeUp;
        this.telemetry = telemetry;
        this.source = "/slipway/" + service;
    }

    /**
     * Appends in the caller's Hibernate Reactive session and transaction. Lock and bump the aggregate first (a row lock,
     * or an optimistic version): ids per aggregate follow the order of commits only then.
     *
     * @throws IllegalArgumentException for an {@code Unknown}, which is never sent, for a topic that is none of ours, and
     *     for an event over 512 KiB: what is large travels by its digest
     */
    public Uni<Void> append(OutboxMessage message) {
        if (!Topics.ALL.contains(message.topic())) {
            throw new IllegalArgumentException("not a lifecycle topic: " + message.topic());
        }
        Instant now = clock.instant();
        String type = EventTypes.nameOf(message.event());
        String payload = EventJson.write(message.event());
        if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("over 512 KiB: the event " + type + " of " + message.subject());
        }
        String headers = EventJson.write(headers(message, type, now));
        return Panache.getSession()
                .flatMap(session -> insert(session, message, type, payload, headers, now))
                .invoke(wakeUp::soon)
                .replaceWithVoid();
    }

    private static Uni<Integer> insert(
            Mutiny.Session session, OutboxMessage message, String type, String payload, String headers, Instant now) {
        return session.createNativeQuery(INSERT)
                .setParameter("aggregateType", message.aggregateType())
                .setParameter("aggregateId", message.aggregateId())
                .setParameter("sequence", message.sequence())
                .setParameter("shard", Shards.of(message.key()))
                .setParameter("topic", message.topic())
                .setParameter("key", message.key())
                .setParameter("type", type)
                .setParameter("payload", payload)
                .setParameter("headers", headers)
                .setParameter("createdAt", now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** CloudEvents 1.0 in Kafka's binary mode (Kafka protocol binding, section 3.2.3). */
    private Map<String, String> headers(OutboxMessage message, String type, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", type);
        headers.put("ce_id", EntityId.create("evt_", clock));
        headers.put("ce_source", source);
        headers.put("ce_subject", message.subject());
        headers.put("ce_time", now.toString());
        headers.put("ce_sequence", Long.toString(message.sequence()));
        headers.put("ce_providerorg", message.providerOrg());
        headers.put("ce_tenantorg", message.tenantOrg());
        headers.put("ce_actor", message.actor());
        headers.put("content-type", "application/json");
        headers.values().removeIf(Objects::isNull);
        addTrace(headers);
        return headers;
    }

    /** The consumer's trace is the writer's (W3C Trace Context): the relay, which sends later, is none of its steps. */
    private void addTrace(Map<String, String> headers) {
        if (telemetry.isResolvable()) {
            telemetry.get().getPropagators().getTextMapPropagator().inject(Context.current(), headers, Map::put);
        }
    }
}
