package io.slipway.orchestrator.image;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.slipway.orchestrator.image.Collected.Fate;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Deletes images of garbage builds, one after the other; replicas pass by each other's rows. */
@Startup
@ApplicationScoped
class CollectImages {
    private static final Logger LOG = Logger.getLogger(CollectImages.class);

    private final CollectImage collect;
    private final CollectConfig config;
    private final MeterRegistry metrics;
    private volatile boolean refused;

    CollectImages(CollectImage collect, CollectConfig config, MeterRegistry metrics) {
        this.collect = collect;
        this.config = config;
        this.metrics = metrics;
        Stream.of(Fate.values()).forEach(this::counter);
        metrics.gauge("slipway.images.collection.refused", this, images -> images.refused ? 1 : 0);
    }

    @Scheduled(
            every = "${slipway.images.collect-every:1h}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return sweep().onFailure()
                .invoke(fault -> LOG.warnf("images are collected later: %s", fault.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Ends with the first refusal: the registry refuses the others, too. Fails when it does not answer. */
    Uni<List<Collected>> sweep() {
        return passAll().chain(this::collectAll);
    }

    private Uni<Void> passAll() {
        return Multi.createBy()
                .repeating()
                .uni(collect::pass)
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<Collected>> collectAll() {
        AtomicReference<String> position = new AtomicReference<>("");
        return Multi.createBy()
                .repeating()
                .uni(() -> collect.after(position.get())
                        .invoke(found -> found.ifPresent(collected -> position.set(collected.buildId()))))
                .whilst(found -> found.isPresent() && found.get().fate() != Fate.refused)
                .select()
                .first(config.collectBatch())
                .filter(Optional::isPresent)
                .map(Optional::get)
                .invoke(this::tell)
                .collect()
                .asList();
    }

    private void tell(Collected collected) {
        counter(collected.fate()).increment();
        switch (collected.fate()) {
            case removed -> {
                LOG.infof("deleted the image of build %s: no version stands for it", collected.buildId());
                refused = false;
            }
            case refused -> tellRefused();
            case absent, spared, held -> LOG.debugf("%s", collected);
        }
    }

    private Counter counter(Fate fate) {
        return metrics.counter("slipway.images.collected", "fate", fate.name());
    }

    /** Once, not at every look. */
    private void tellRefused() {
        if (!refused) {
            LOG.warn("the OCI registry deletes no images for this service: those of superseded builds stay there");
        }
        refused = true;
    }
}
