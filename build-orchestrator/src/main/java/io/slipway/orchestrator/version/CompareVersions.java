package io.slipway.orchestrator.version;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.slipway.contracts.VersionState;
import io.slipway.orchestrator.build.BuildWorker;
import io.slipway.orchestrator.version.RegistryVersions.Page;
import io.slipway.outbox.context.DatabaseContext;
import io.slipway.outbox.kafka.TopicsMadeAnew;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Reads all versions from their owner, so that a lost event costs time only. */
@ApplicationScoped
public class CompareVersions {
    private static final Logger LOG = Logger.getLogger(CompareVersions.class);

    private static final Compared NONE = new Compared(0, 0);

    private final RegistryVersions registry;
    private final VersionsSeen seen;
    private final ApplyVersion apply;
    private final DatabaseContext database;
    private final BuildWorker worker;

    CompareVersions(
            RegistryVersions registry,
            VersionsSeen seen,
            ApplyVersion apply,
            DatabaseContext database,
            BuildWorker worker) {
        this.registry = registry;
        this.seen = seen;
        this.apply = apply;
        this.database = database;
        this.worker = worker;
    }

    /**
     * What a comparison did.
     *
     * @param changed versions that had a build queued or cancelled
     */
    public record Compared(int compared, int changed) {
        Compared plus(Compared more) {
            return new Compared(compared + more.compared, changed + more.changed);
        }
    }

    /** Fails when registry-api does not answer; what was applied until then stays. */
    public Uni<Compared> compare() {
        return compareAll().invoke(worker::wake);
    }

    void atStart(@Observes StartupEvent event) {
        compareAtOnce();
    }

    void onLostEvents(@Observes TopicsMadeAnew event) {
        compareAtOnce();
    }

    private void compareAtOnce() {
        compare()
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(500), Duration.ofSeconds(20))
                .indefinitely()
                .subscribe()
                .with(
                        done -> LOG.infof("compared %d versions, %d changed", done.compared(), done.changed()),
                        fault -> LOG.error("versions were not compared", fault));
    }

    @Scheduled(
            every = "${slipway.resync.every:10m}",
            delayed = "${slipway.resync.every:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return compare()
                .onFailure()
                .invoke(fault -> LOG.warnf("versions not compared: %s", fault.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** One page after the other: each is forgotten before the next one is fetched. */
    Uni<Compared> compareAll() {
        AtomicReference<String> position = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> registry.page(position.get()))
                .whilst(page -> advance(position, page))
                .onItem()
                .transformToUniAndConcatenate(this::comparePage)
                .collect()
                .with(Collectors.reducing(NONE, Compared::plus));
    }

    private static boolean advance(AtomicReference<String> position, Page page) {
        position.set(page.next());
        return page.next() != null;
    }

    private Uni<Compared> comparePage(Page page) {
        return apply(page.items()).map(changed -> new Compared(page.items().size(), changed));
    }

    private Uni<Integer> apply(List<VersionState> versions) {
        return seen.newerOf(versions).chain(this::applyEach);
    }

    private Uni<Integer> applyEach(List<VersionState> newer) {
        return Multi.createFrom()
                .iterable(newer)
                .onItem()
                .transformToUniAndConcatenate(version -> database.run(() -> apply.apply(version)))
                .filter(changed -> changed)
                .collect()
                .asList()
                .map(List::size);
    }
}
