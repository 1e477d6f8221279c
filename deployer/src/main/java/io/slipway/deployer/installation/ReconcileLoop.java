package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import io.slipway.contracts.VersionState;
import io.slipway.deployer.cluster.FencedException;
import io.slipway.deployer.policy.Candidates;
import io.slipway.deployer.transaction.PollingLoop;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.deployer.version.CandidateStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Claims due installations and has each looked at: a transaction claims and loads, a virtual thread talks to the
 * cluster, a transaction saves. Replicas share the work by leases.
 */
@ApplicationScoped
public class ReconcileLoop {
    private static final Logger LOG = Logger.getLogger(ReconcileLoop.class);

    private record Work(Claim claim, List<VersionState> versions) {}

    private final Transactions transactions;
    private final ClaimStore claims;
    private final CandidateStore candidates;
    private final Reconciler reconciler;
    private final SaveOutcome outcomes;
    private final ReconcileMetrics metrics;
    private final ReconcileConfig config;
    private final ExecutorService workers;
    private final String owner;
    private final PollingLoop loop;
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Whether more was due than could be worked on. */
    private volatile boolean full;

    ReconcileLoop(
            Vertx vertx,
            Transactions transactions,
            ClaimStore claims,
            CandidateStore candidates,
            Reconciler reconciler,
            SaveOutcome outcomes,
            ReconcileMetrics metrics,
            ReconcileConfig config,
            @VirtualThreads ExecutorService workers,
            @ConfigProperty(name = "slipway.instance-id") String owner) {
        this.transactions = transactions;
        this.claims = claims;
        this.candidates = candidates;
        this.reconciler = reconciler;
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.config = config;
        this.workers = workers;
        this.owner = owner;
        this.loop = new PollingLoop(vertx, "reconcile", this::step);
    }

    void start() {
        loop.start(config.interval());
    }

    void stop() {
        loop.stop();
    }

    boolean idle() {
        return inFlight.get() == 0;
    }

    /** Something may have become due. */
    public void wake() {
        loop.wake();
    }

    private Uni<Boolean> step() {
        int free = config.concurrency() - inFlight.get();
        full = free <= 0;
        if (full) {
            return Uni.createFrom().item(false);
        }
        return transactions
                .run(() -> claim(free))
                .invoke(works -> works.forEach(this::dispatch))
                .map(works -> works.size() == free);
    }

    private Uni<List<Work>> claim(int limit) {
        return claims.claimDue(owner, config.lease(), limit)
                .chain(claimed -> claimed.isEmpty() ? Uni.createFrom().item(List.of()) : load(claimed));
    }

    /** After a release, many installations of a provider choose among the same versions: these are loaded once. */
    private Uni<List<Work>> load(List<Claim> claimed) {
        Map<Candidates, List<Claim>> alike = claimed.stream().collect(Collectors.groupingBy(Claim::candidates));
        return Multi.createFrom()
                .iterable(alike.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> candidates.of(entry.getKey()).map(versions -> entry.getValue().stream()
                                .map(claim -> new Work(claim, versions))))
                .collect()
                .with(Collectors.flatMapping(works -> works, Collectors.toList()));
    }

    private void dispatch(Work work) {
        inFlight.incrementAndGet();
        metrics.claimed(work.claim());
        Uni.createFrom()
                .item(work)
                .emitOn(workers)
                .map(this::look)
                .chain(pass -> save(work.claim(), pass))
                .subscribe()
                .with(this::ended, failure -> failed(work.claim(), failure));
    }

    private Pass look(Work work) {
        long begun = System.nanoTime();
        try {
            return reconciler.reconcile(work.claim(), work.versions());
        } finally {
            metrics.looked(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private Uni<Duration> save(Claim claim, Pass pass) {
        return outcomes.save(claim, pass)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .atMost(5)
                .invoke(saved -> saved(claim, pass, saved))
                .replaceWith(pass.next());
    }

    private void saved(Claim claim, Pass pass, boolean saved) {
        if (saved) {
            metrics.saved(claim, pass);
            return;
        }
        LOG.infof("%s: another replica has taken over, nothing was saved", claim.id());
    }

    private void ended(Duration next) {
        int left = inFlight.decrementAndGet();
        if (full && left <= config.concurrency() - config.concurrency() / 4) {
            loop.wake(); // not for each one: a claim of many costs hardly more
        }
        if (next != null && next.compareTo(config.interval()) <= 0) {
            loop.wakeIn(next);
        }
    }

    /** Another replica has come, or the database was put back to what it was before the cluster's fences. */
    private void fenced(Claim claim, FencedException fenced) {
        LOG.infof("%s: another replica has taken over: %s", claim.id(), fenced.getMessage());
        if (fenced.newer() <= claim.fence()) {
            return;
        }
        transactions
                .run(() -> claims.surpass(claim, fenced.newer()))
                .subscribe()
                .with(
                        held -> {
                            if (held) {
                                LOG.warnf("%s: no replica has: goes on above its fence", claim.id());
                                loop.wake();
                            }
                        },
                        failure -> LOG.infof("%s: its lease ends in at most %s", claim.id(), config.lease()));
    }

    private void failed(Claim claim, Throwable failure) {
        inFlight.decrementAndGet();
        if (failure instanceof FencedException fenced) {
            fenced(claim, fenced);
            return;
        }
        LOG.errorf(failure, "%s: the pass failed, its lease ends in at most %s", claim.id(), config.lease());
    }
}
