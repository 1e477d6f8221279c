package io.slipway.registry.release;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.outbox.context.DatabaseContext;
import io.slipway.registry.release.ImportStore.LeaseLost;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Works imports off: transactions say what is to be done and write down what was found, what takes time is in between. A
 * process may die at any line: the next one goes on with what is not written down.
 */
@ApplicationScoped
class ImportWorker {
    private static final Logger LOG = Logger.getLogger(ImportWorker.class);

    private final ImportSteps steps;
    private final PerformStep perform;
    private final DatabaseContext database;
    private final ImportConfig config;
    private final Semaphore slots;
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Set<ImportJob> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    ImportWorker(ImportSteps steps, PerformStep perform, DatabaseContext database, ImportConfig config) {
        this.steps = steps;
        this.perform = perform;
        this.database = database;
        this.config = config;
        this.slots = new Semaphore(config.concurrency());
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        database.run(steps::expireOwn)
                .onTermination()
                .invoke(() -> poll(vertx))
                .subscribe()
                .with(
                        left -> LOG.debugf("%d imports were left by an earlier process", left),
                        fault ->
                                LOG.warnf("imports of an earlier process wait for their leases: %s", fault.toString()));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void poll(Vertx vertx) {
        vertx.setPeriodic(config.poll().toMillis(), _ -> wake());
        vertx.setPeriodic(config.heartbeat().toMillis(), _ -> heartbeat());
    }

    /** Looks for work now if there is a free slot. Any thread. */
    void wake() {
        if (stopping) {
            return;
        }
        if (!slots.tryAcquire()) {
            again.set(true);
            return;
        }
        database.run(steps::claim).subscribe().with(this::claimed, this::claimFailed);
    }

    private void claimed(ImportJob job) {
        failing.set(false);
        if (job == null) {
            freeSlot();
            return;
        }
        running.add(job);
        work(job)
                .onFailure(fault -> !(fault instanceof LeaseLost))
                .recoverWithUni(fault -> postpone(job, fault))
                .onTermination()
                .invoke(() -> running.remove(job))
                .subscribe()
                .with(_ -> ended(), fault -> dropped(job, fault));
        wake();
    }

    private Uni<Void> work(ImportJob job) {
        return database.run(() -> steps.todo(job))
                .chain(todo -> perform.all(job, todo))
                .chain(() -> database.run(() -> steps.finish(job)));
    }

    private Uni<Void> postpone(ImportJob job, Throwable fault) {
        LOG.warnf(fault, "import %s is tried again later", job.id());
        return database.run(() -> steps.postpone(job, "Something of the registry's own is out of order."));
    }

    /** Told once, not at every poll. */
    private void claimFailed(Throwable fault) {
        if (!failing.getAndSet(true)) {
            LOG.warnf("imports cannot be claimed, trying on: %s", fault.toString());
        }
        again.set(false);
        slots.release();
    }

    private void ended() {
        freeSlot();
        wake();
    }

    private void dropped(ImportJob job, Throwable fault) {
        LOG.infof("import %s: %s", job.id(), fault.getMessage());
        freeSlot();
    }

    private void freeSlot() {
        slots.release();
        if (again.getAndSet(false)) {
            wake();
        }
    }

    private void heartbeat() {
        Set<ImportJob> jobs = Set.copyOf(running);
        if (!jobs.isEmpty()) {
            List<String> ids = jobs.stream().map(ImportJob::id).distinct().toList();
            database.run(() -> steps.extend(ids))
                    .subscribe()
                    .with(
                            held -> giveUp(jobs, held),
                            fault -> LOG.warnf("leases of imports not extended: %s", fault.toString()));
        }
    }

    /** What nobody needs any more is not waited for: the next transaction finds that it is over. */
    private void giveUp(Set<ImportJob> jobs, List<ImportJob> held) {
        jobs.stream().filter(job -> !held.contains(job)).forEach(perform::interrupt);
    }
}
