package io.slipway.outbox;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.outbox.UnknownEvents.Stored;
import io.slipway.outbox.context.FreshContext;
import io.slipway.outbox.kafka.TopicsConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/** Takes in, after an upgrade, the events that were unknown before it. Any number of replicas may do so at once. */
@ApplicationScoped
class UnknownReplay {
    private static final Logger LOG = Logger.getLogger(UnknownReplay.class);

    private final UnknownEvents events;
    private final Intake intake;
    private final Map<String, EventHandler> handlers;
    private final InboxConfig config;
    private final TopicsConfig topics;
    private final Vertx vertx;
    private volatile long waiting;
    private Cancellable rounds;

    UnknownReplay(
            UnknownEvents events,
            Intake intake,
            @All List<EventHandler> handlers,
            InboxConfig config,
            TopicsConfig topics,
            Vertx vertx) {
        this.events = events;
        this.intake = intake;
        this.handlers = handlers.stream().collect(Collectors.toMap(EventHandler::topic, Function.identity()));
        this.config = config;
        this.topics = topics;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event, MeterRegistry meters) {
        Gauge.builder("slipway.inbox.unknown", () -> waiting)
                .description("Events of types that no build of this service has known yet")
                .register(meters);
        rounds = Multi.createFrom()
                .ticks()
                .every(config.replayInterval())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> round().onFailure().recoverWithUni(this::later))
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.cancel();
    }

    Uni<Void> round() {
        return events.tidy(topics.retention())
                .chain(() -> from(0))
                .chain(events::count)
                .invoke(count -> waiting = count)
                .replaceWithVoid();
    }

    private Uni<Void> from(long after) {
        return events.known(handlers.keySet(), after)
                .chain(page -> page.isEmpty() ? Uni.createFrom().voidItem() : take(page));
    }

    private Uni<Void> take(List<Stored> page) {
        return Multi.createFrom()
                .iterable(page)
                .onItem()
                .transformToUniAndConcatenate(this::take)
                .collect()
                .last()
                .chain(() -> from(page.getLast().id()));
    }

    private Uni<?> take(Stored stored) {
        Delivery delivery = new Delivery(handlers.get(stored.topic()), stored.raw(), stored.id());
        return intake.take(delivery, FreshContext.of(vertx));
    }

    private Uni<Void> later(Throwable failure) {
        LOG.warnf("events that were unknown before are looked through later: %s", failure);
        return Uni.createFrom().voidItem();
    }
}
