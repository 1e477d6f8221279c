package io.slipway.orchestrator.build;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.slipway.outbox.context.DatabaseContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Works the queue off: a transaction claims, a thread of its own builds, a transaction saves. Wakes when a build was
 * queued here, and polls for what others queued, left or postponed.
 */
@ApplicationScoped
public class BuildWorker {
    private static final Logger LOG = Logger.getLogger(BuildWorker.class);

    private final ClaimBuild claim;
    private final RunAttempt attempt;
    private final FinishBuild finish;
    private final BuildLogStore logs;
    private final Leases leases;
    private final DatabaseContext database;
    private final BuildMetrics metrics;
    private final BuildConfig config;
    private final Clock clock;
    private final Semaphore slots;
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Map<BuildJob, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    BuildWorker(
            ClaimBuild claim,
            RunAttempt attempt,
            FinishBuild finish,
            BuildLogStore logs,
            Leases leases,
            DatabaseContext database,
            BuildMetrics metrics,
            BuildConfig config,
            Clock clock) {
        this.claim = claim;
        this.attempt = attempt;
        this.finish = finish;
        this.logs = logs;
        this.leases = leases;
        this.database = database;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        this.slots = new Semaphore(config.concurrency());
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        leases.expireOwn()
                .onTermination()
                .invoke(() -> poll(vertx))
                .subscribe()
                .with(
                        left -> LOG.debugf("%d builds were left by an earlier process", left),
                        fault -> LOG.warnf("builds of an earlier process wait for their leases: %s", fault.toString()));
    }

    private void poll(Vertx vertx) {
        vertx.setPeriodic(config.poll().toMillis(), _ -> wake());
        vertx.setPeriodic(config.heartbeat().toMillis(), _ -> heartbeat());
    }

    /** Looks into the queue now if there is a free slot. Any thread. */
    public void wake() {
        if (stopping) {
            return;
        }
        if (!slots.tryAcquire()) {
            again.set(true);
            return;
        }
        database.run(claim::next).subscribe().with(this::claimed, this::claimFailed);
    }

    /** No new claims from now on. */
    void stopClaiming() {
        stopping = true;
    }

    boolean isIdle() {
        return slots.availablePermits() == config.concurrency();
    }

    /** Builds under way are interrupted, and given back by their threads. */
    void giveBack() {
        running.values().forEach(Thread::interrupt);
    }

    private void claimed(BuildJob job) {
        if (failing.getAndSet(false)) {
            LOG.info("builds can be claimed again");
        }
        if (job == null) {
            freeSlot();
            return;
        }
        Thread thread = Thread.ofVirtual().name("build-" + job.buildId()).unstarted(() -> work(job));
        running.put(job, thread);
        thread.start();
        wake();
    }

    /** Told once, not at every poll. */
    private void claimFailed(Throwable fault) {
        if (!failing.getAndSet(true)) {
            LOG.warnf("builds cannot be claimed, trying on: %s", fault.toString());
        }
        again.set(false);
        slots.release();
    }

    private void work(BuildJob job) {
        BuildLog log = new BuildLog(logs, job, clock, config.maxLogLines(), config.lease());
        Outcome outcome = attempt.run(job, log);
        log.drained()
                .chain(() -> save(job, outcome))
                .onTermination()
                .invoke(() -> running.remove(job))
                .subscribe()
                .with(settlement -> ended(job, settlement), fault -> notSaved(job, fault));
    }

    /** While the database is away the lease runs on: when it has run out, somebody else may have the build. */
    private Uni<Settlement> save(BuildJob job, Outcome outcome) {
        return database.run(() -> finish.finish(job, outcome))
                .onFailure(fault -> !(fault instanceof LeaseLost))
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .expireIn(config.lease().toMillis());
    }

    private void ended(BuildJob job, Settlement settlement) {
        metrics.ended(job, settlement);
        LOG.infof("build %s of %s %s: %s", job.buildId(), job.provider(), job.version(), settlement.summary());
        freeSlot();
        wake();
    }

    private void notSaved(BuildJob job, Throwable fault) {
        LOG.warnf("build %s: result of claim %d dropped: %s", job.buildId(), job.epoch(), fault.getMessage());
        freeSlot();
    }

    private void freeSlot() {
        slots.release();
        if (again.getAndSet(false)) {
            wake();
        }
    }

    private void heartbeat() {
        Set<BuildJob> jobs = Set.copyOf(running.keySet());
        if (jobs.isEmpty()) {
            return;
        }
        jobs.stream().filter(attempt::isOverdue).forEach(this::interrupt);
        leases.extend(jobs)
                .subscribe()
                .with(
                        held -> interruptLost(jobs, held),
                        fault -> LOG.warnf("leases not extended: %s", fault.toString()));
    }

    private void interruptLost(Set<BuildJob> jobs, Set<String> held) {
        jobs.stream().filter(job -> !held.contains(job.buildId())).forEach(this::interrupt);
    }

    private void interrupt(BuildJob job) {
        Thread thread = running.get(job);
        if (thread != null) {
            thread.interrupt();
        }
    }
}
