package io.slipway.outbox.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Sends the outbox's rows to Kafka, round after round: renew the leases, read a batch, send it, await the
 * acknowledgements, mark. Whatever fails, the next round comes; nothing is marked that was not acknowledged.
 */
final class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration EAGER = Duration.ofMillis(300);
    private static final long EAGER_POLL_MILLIS = 5;
    private static final long MAX_BACKOFF_MILLIS = 2000;
    private static final long JOINING_MILLIS = 500;

    private final String instance;
    private final RelayConfig config;
    private final ShardLeases shardLeases;
    private final OutboxRows rows;
    private final KafkaSender sender;
    private final Housekeeping housekeeping;
    private final RelayStatus status;
    private final ScheduledExecutorService thread;
    private final Runnable whenFailed;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile ShardLeases.Holding holding = new ShardLeases.Holding(List.of(), Shards.COUNT);
    private volatile boolean first = true;
    private volatile long renewedAt;
    private volatile boolean renewNow = true;
    private volatile long eagerUntil = System.nanoTime();
    private volatile boolean stopping;
    private ScheduledFuture<?> next;

    OutboxRelay(RelayParts parts) {
        this.instance = parts.instance();
        this.config = parts.config();
        this.shardLeases = parts.leases();
        this.rows = parts.rows();
        this.sender = parts.sender();
        this.housekeeping = parts.housekeeping();
        this.status = parts.status();
        this.thread = parts.thread();
        this.whenFailed = parts.whenFailed();
    }

    void start() {
        schedule(0);
    }

    RelayStatus status() {
        return status;
    }

    /** A row is about to be committed: look soon and often for a moment. */
    synchronized void soon() {
        eagerUntil = System.nanoTime() + EAGER.toNanos();
        boolean sleeping = next != null && next.getDelay(TimeUnit.MILLISECONDS) > EAGER_POLL_MILLIS;
        if (sleeping && status.trouble().isEmpty() && next.cancel(false)) {
            schedule(EAGER_POLL_MILLIS);
        }
    }

    /** Ends the round that runs, gives the leases back and completes. */
    CompletionStage<Void> stop() {
        stopping = true;
        synchronized (this) {
            if (next != null && next.cancel(false)) {
                schedule(0);
            }
        }
        return ended;
    }

    private synchronized void schedule(long millis) {
        if (!thread.isShutdown()) {
            next = thread.schedule(this::run, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        if (stopping) {
            end();
            return;
        }
        Uni.createFrom()
                .deferred(this::round)
                .ifNoItem()
                .after(config.lease().multipliedBy(2))
                .fail()
                .emitOn(thread)
                .subscribe()
                .with(this::worked, this::failed);
    }

    private Uni<Integer> round() {
        return renewIfDue()
                .flatMap(held -> rows.read(held.leases(), config.batchRows(), config.batchBytes()))
                .emitOn(thread)
                .flatMap(this::relay)
                .call(housekeeping::ifDue);
    }

    private Uni<ShardLeases.Holding> renewIfDue() {
        long age = (System.nanoTime() - renewedAt) / 1_000_000;
        boolean joining = holding.leases().size() < holding.fairShare() && age > JOINING_MILLIS;
        if (!renewNow && !joining && age < config.lease().toMillis() / 3) {
            return Uni.createFrom().item(holding);
        }
        // The lease is counted from before the question, so that it never seems longer than the database thinks.
        long asked = System.nanoTime();
        return shardLeases.renew(holding.leases(), first).invoke(now -> renewed(now, asked));
    }

    private void renewed(ShardLeases.Holding now, long asked) {
        if (now.leases().size() != holding.leases().size()) {
            LOG.infof(
                    "outbox relay %s holds %d of %d shards",
                    instance, now.leases().size(), Shards.COUNT);
        }
        holding = now;
        renewedAt = asked;
        renewNow = false;
        first = false;
    }

    private Uni<Integer> relay(List<OutboxRow> batch) {
        if (batch.isEmpty() || !leaseOutlastsDelivery()) {
            return Uni.createFrom().item(0);
        }
        return sender.send(batch).flatMap(this::mark);
    }

    private boolean leaseOutlastsDelivery() {
        long end = renewedAt + config.lease().toNanos();
        long needed = config.deliveryTimeout().plus(KafkaSender.MAX_BLOCK).toNanos();
        return end - System.nanoTime() > needed;
    }

    private Uni<Integer> mark(Sent sent) {
        Uni<Integer> marked = sent.marked().isEmpty() ? Uni.createFrom().item(0) : markAcknowledged(sent.marked());
        return sent.failure()
                .map(failure -> marked.<Integer>flatMap(some -> Uni.createFrom().failure(failure)))
                .orElse(marked);
    }

    private Uni<Integer> markAcknowledged(List<OutboxRow> acknowledged) {
        Map<Integer, Long> epochs = holding.leases().stream().collect(Collectors.toMap(Lease::shard, Lease::epoch));
        List<Long> ids = acknowledged.stream().map(OutboxRow::id).toList();
        List<Long> ofRows =
                acknowledged.stream().map(row -> epochs.get(row.shard())).toList();
        return rows.mark(instance, ids, ofRows).invoke(marked -> noticeFence(ids.size(), marked));
    }

    private void noticeFence(int sent, int marked) {
        if (marked < sent) {
            LOG.infof("outbox relay %s: another one relays %d of %d rows by now", instance, sent - marked, sent);
            renewNow = true;
        }
    }

    private void worked(int relayed) {
        status.worked(relayed, holding.leases().size());
        if (relayed > 0) {
            schedule(0);
        } else if (System.nanoTime() < eagerUntil) {
            schedule(EAGER_POLL_MILLIS);
        } else {
            schedule(config.pollInterval().toMillis());
        }
    }

    private void failed(Throwable failure) {
        int failures = status.failed(failure);
        renewNow = true;
        try {
            sender.reset();
            whenFailed.run();
        } finally {
            schedule(Math.min(MAX_BACKOFF_MILLIS, 50L << Math.min(failures, 10)));
        }
    }

    private void end() {
        shardLeases
                .release(holding.leases())
                .ifNoItem()
                .after(Duration.ofSeconds(2))
                .fail()
                .emitOn(thread)
                .subscribe()
                .with(this::ended, failure -> ended(null));
    }

    private void ended(Void released) {
        sender.reset();
        thread.shutdown();
        ended.complete(released);
    }
}
