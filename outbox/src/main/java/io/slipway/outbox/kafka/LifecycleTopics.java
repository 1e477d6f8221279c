package io.slipway.outbox.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.contracts.Topics;
import io.slipway.outbox.context.FreshContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Keeps the lifecycle topics there: makes those that are missing, at the start and whenever one was deleted. */
@ApplicationScoped
public class LifecycleTopics {
    private static final Logger LOG = Logger.getLogger(LifecycleTopics.class);
    private static final int BEFORE_CONSUMERS = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final TopicsConfig config;
    private final Vertx vertx;
    private final Event<TopicsMadeAnew> madeAnew;
    private volatile Optional<String> problem = Optional.of("not asked yet");
    private volatile Map<String, Uuid> seen = Map.of();
    private Admin admin;
    private Cancellable checks;

    LifecycleTopics(KafkaClients clients, TopicsConfig config, Vertx vertx, Event<TopicsMadeAnew> madeAnew) {
        this.clients = clients;
        this.config = config;
        this.vertx = vertx;
        this.madeAnew = madeAnew;
    }

    void start(@Observes @Priority(BEFORE_CONSUMERS) StartupEvent event) {
        admin = Admin.create(clients.admin(Map.of(
                "client.id",
                "slipway-topics",
                "request.timeout.ms",
                (int) TIMEOUT.toMillis(),
                "default.api.timeout.ms",
                (int) TIMEOUT.toMillis(),
                "reconnect.backoff.max.ms",
                1000)));
        awaitFirstCheck();
        checks = Multi.createFrom()
                .ticks()
                .every(config.checkInterval())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> check())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        checks.cancel();
        admin.close(Duration.ofSeconds(1));
    }

    /** Why the broker or a topic cannot be used; empty when all is well. */
    public Optional<String> problem() {
        return problem;
    }

    /** Asks the broker now. Never fails: what it found is in {@link #problem()}. */
    public Uni<Void> check() {
        return Uni.createFrom()
                .completionStage(() -> admin.listTopics().listings().toCompletionStage())
                .map(this::compareWithSeen)
                .flatMap(this::createMissing)
                .onItemOrFailure()
                .invoke((done, failure) -> note(failure))
                .onFailure()
                .recoverWithNull();
    }

    /** A topic that was made anew has another id. */
    private Set<String> compareWithSeen(Collection<TopicListing> listings) {
        Map<String, Uuid> now = listings.stream().collect(Collectors.toMap(TopicListing::name, TopicListing::topicId));
        Set<String> anew = clients.real(Topics.ALL).stream()
                .filter(name -> seen.containsKey(name) && now.containsKey(name))
                .filter(name -> !seen.get(name).equals(now.get(name)))
                .collect(Collectors.toSet());
        // One that is gone is still known by the id that it had.
        Map<String, Uuid> known = new HashMap<>(seen);
        known.putAll(now);
        seen = known;
        if (!anew.isEmpty()) {
            LOG.warnf("topics were deleted and made again, what was told in them may be lost: %s", anew);
            FreshContext.of(vertx).execute(() -> madeAnew.fire(new TopicsMadeAnew(anew)));
        }
        return now.keySet();
    }

    private Uni<Void> createMissing(Set<String> existing) {
        List<String> missing = new ArrayList<>(clients.real(Topics.ALL));
        missing.removeAll(existing);
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("making the topics %s", missing);
        return Uni.createFrom()
                .completionStage(
                        () -> admin.createTopics(newTopics(missing)).all().toCompletionStage())
                .onFailure(TopicExistsException.class)
                .recoverWithNull();
    }

    private Collection<NewTopic> newTopics(List<String> names) {
        Map<String, String> settings = Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(config.retention().toMillis()));
        return names.stream()
                .map(name -> new NewTopic(name, config.partitions(), config.replicationFactor()).configs(settings))
                .toList();
    }

    private void note(Throwable failure) {
        Optional<String> now = Optional.ofNullable(failure).map(Throwable::toString);
        if (now.isPresent() && problem.isEmpty()) {
            LOG.warnf(
                    "Kafka cannot be used, trying again every %d s: %s",
                    config.checkInterval().toSeconds(), now.get());
        } else if (now.isEmpty() && problem.isPresent()) {
            LOG.info("Kafka is there, with all lifecycle topics");
        }
        problem = now;
    }

    /** A consumer that starts before its topic exists finds it only with the next refresh of its metadata. */
    private void awaitFirstCheck() {
        try {
            check().subscribeAsCompletionStage().get(config.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("starting without Kafka: %s", e);
        }
    }
}
