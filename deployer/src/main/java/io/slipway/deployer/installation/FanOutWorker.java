package io.slipway.deployer.installation;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.deployer.transaction.PollingLoop;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.deployer.version.FanOut;
import io.slipway.deployer.version.FanOutStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** A version has changed: has all installations of its provider looked at, a batch for each transaction. */
@ApplicationScoped
class FanOutWorker {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Transactions transactions;
    private final FanOutStore fanOuts;
    private final InstallationStore installations;
    private final ReconcileLoop reconciling;
    private final ReconcileConfig config;
    private final PollingLoop loop;
    private volatile String lastProvider = "";

    FanOutWorker(
            Vertx vertx,
            Transactions transactions,
            FanOutStore fanOuts,
            InstallationStore installations,
            ReconcileLoop reconciling,
            ReconcileConfig config) {
        this.transactions = transactions;
        this.fanOuts = fanOuts;
        this.installations = installations;
        this.reconciling = reconciling;
        this.config = config;
        this.loop = new PollingLoop(vertx, "fan-out", this::step);
    }

    void start(@Observes StartupEvent event) {
        loop.start(POLL);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    boolean idle() {
        return loop.idle();
    }

    private Uni<Boolean> step() {
        return transactions.run(this::batch).invoke(worked -> {
            if (worked) {
                reconciling.wake();
            }
        });
    }

    private Uni<Boolean> batch() {
        return fanOuts.take(lastProvider)
                .chain(row -> row == null ? Uni.createFrom().item(false) : mark(row));
    }

    private Uni<Boolean> mark(FanOut row) {
        lastProvider = row.provider();
        return installations
                .markDue(row.provider(), row.afterId(), config.fanOutBatch())
                .chain(last -> advance(row, last))
                .replaceWith(true);
    }

    private Uni<Void> advance(FanOut row, String last) {
        if (last == null) {
            return fanOuts.done(row);
        }
        row.advance(last);
        return Uni.createFrom().voidItem();
    }
}
