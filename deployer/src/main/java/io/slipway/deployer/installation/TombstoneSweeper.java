package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.slipway.deployer.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Deletes what was removed long ago, a batch for each transaction; replicas pass by each other's rows. */
@ApplicationScoped
class TombstoneSweeper {
    private static final Logger LOG = Logger.getLogger(TombstoneSweeper.class);

    private final Transactions transactions;
    private final InstallationStore installations;
    private final ReconcileConfig config;
    private final Clock clock;

    TombstoneSweeper(Transactions transactions, InstallationStore installations, ReconcileConfig config, Clock clock) {
        this.transactions = transactions;
        this.installations = installations;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${slipway.deployer.tombstone-sweep-every:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return sweep().invoke(TombstoneSweeper::report).replaceWithVoid();
    }

    /** Emits how many were deleted. */
    Uni<Integer> sweep() {
        Instant before = clock.instant().minus(config.tombstoneRetention());
        int batch = config.tombstoneBatch();
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.run(() -> installations.forgetRemoved(before, batch)))
                .whilst(deleted -> deleted == batch)
                .collect()
                .with(Collectors.summingInt(deleted -> deleted));
    }

    private static void report(int deleted) {
        if (deleted > 0) {
            LOG.infof("forgot %d installations that were removed long ago", deleted);
        }
    }
}
