package io.slipway.outbox.relay;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.outbox.kafka.KafkaClients;
import io.slipway.outbox.kafka.LifecycleTopics;
import io.vertx.mutiny.sqlclient.Pool;

/** Makes relays. An application has one; more in one process are for tests of their rivalry. */
@ApplicationScoped
class RelayFactory {
    private final Pool pool;
    private final RelayConfig config;
    private final KafkaClients clients;
    private final LifecycleTopics topics;
    private final Clock clock;

    RelayFactory(Pool pool, RelayConfig config, KafkaClients clients, LifecycleTopics topics, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clients = clients;
        this.topics = topics;
        this.clock = clock;
    }

    OutboxRelay create(String instance) {
        return create(instance, ownThread(instance));
    }

    OutboxRelay create(String instance, ScheduledExecutorService thread) {
        OutboxRows rows = new OutboxRows(pool);
        RelayStatus status = new RelayStatus(clock, instance);
        return new OutboxRelay(new RelayParts(
                instance,
                config,
                new ShardLeases(pool, instance, config.lease()),
                rows,
                new KafkaSender(clients, instance, config.deliveryTimeout()),
                new Housekeeping(rows, config, status),
                status,
                thread,
                this::checkTopics));
    }

    private void checkTopics() {
        topics.check().subscribe().with(done -> {});
    }

    static ScheduledExecutorService ownThread(String instance) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("outbox-relay-" + instance).factory());
    }
}
