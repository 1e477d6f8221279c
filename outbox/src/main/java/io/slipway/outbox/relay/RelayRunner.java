package io.slipway.outbox.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Runs the application's relay from its start to its end. */
@ApplicationScoped
class RelayRunner {
    private static final Logger LOG = Logger.getLogger(RelayRunner.class);
    private static final long STOP_SECONDS = 8;

    private final RelayFactory factory;
    private final RelayConfig config;
    private final WakeUp wakeUp;
    private final MeterRegistry meters;
    private final String instance;
    private volatile OutboxRelay relay;

    RelayRunner(
            RelayFactory factory,
            RelayConfig config,
            WakeUp wakeUp,
            MeterRegistry meters,
            @ConfigProperty(name = "slipway.instance-id") String instance) {
        this.factory = factory;
        this.config = config;
        this.wakeUp = wakeUp;
        this.meters = meters;
        this.instance = instance;
    }

    Optional<RelayStatus> status() {
        return Optional.ofNullable(relay).map(OutboxRelay::status);
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        requireTimeToDeliver();
        relay = factory.create(instance);
        wakeUp.listen(relay::soon);
        register(relay.status());
        relay.start();
    }

    /** A lease is renewed when a third of it is over; with less left than a delivery may take, nothing would be sent. */
    private void requireTimeToDeliver() {
        Duration needed = config.deliveryTimeout().plus(KafkaSender.MAX_BLOCK);
        if (config.lease().multipliedBy(2).dividedBy(3).compareTo(needed) <= 0) {
            throw new IllegalArgumentException(
                    "slipway.outbox.lease (%s) is too short for slipway.outbox.delivery-timeout (%s): two thirds of it must exceed %s"
                            .formatted(config.lease(), config.deliveryTimeout(), needed));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (relay == null) {
            return;
        }
        try {
            relay.stop().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("outbox relay %s did not end in time; its leases expire by themselves", instance);
        }
    }

    private void register(RelayStatus status) {
        Gauge.builder("slipway.outbox.lag.rows", status, s -> s.backlog().rows())
                .description("Outbox rows of this database that wait, of all replicas")
                .register(meters);
        Gauge.builder("slipway.outbox.lag.age", status, s -> s.backlog().oldestSeconds())
                .baseUnit("seconds")
                .description("Age of the oldest outbox row that waits")
                .register(meters);
        Gauge.builder("slipway.outbox.shards", status, RelayStatus::shards)
                .description("Shards that this replica relays")
                .register(meters);
        FunctionCounter.builder("slipway.outbox.relayed", status, RelayStatus::relayed)
                .description("Rows that this replica has sent and marked")
                .register(meters);
    }
}
