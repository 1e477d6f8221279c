package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.deployer.cluster.ClusterChanged;
import io.slipway.deployer.transaction.PollingLoop;
import io.slipway.deployer.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Has installations looked at in which the cluster says that something has changed: many changes of a moment are one
 * statement. What is lost, with the database away or among too many, is found by the next slow look.
 */
@ApplicationScoped
class WakeOnChange implements ClusterChanged {
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final int BATCH = 500;
    static final int MOST = 10_000;

    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Transactions transactions;
    private final InstallationStore installations;
    private final ReconcileLoop reconciling;
    private final PollingLoop loop;

    WakeOnChange(Vertx vertx, Transactions transactions, InstallationStore installations, ReconcileLoop reconciling) {
        this.transactions = transactions;
        this.installations = installations;
        this.reconciling = reconciling;
        this.loop = new PollingLoop(vertx, "wake-on-change", this::step);
    }

    @Override
    public void changed(String installation) {
        if (changed.size() < MOST) {
            changed.add(installation);
        }
    }

    void start(@Observes StartupEvent event) {
        loop.start(GATHER);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    boolean idle() {
        return loop.idle();
    }

    /** How many are gathered. */
    int waiting() {
        return changed.size();
    }

    private Uni<Boolean> step() {
        List<String> batch = changed.stream().limit(BATCH).toList();
        if (batch.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        // Before they are marked: what changes meanwhile is marked again.
        batch.forEach(changed::remove);
        return transactions
                .run(() -> installations.markDue(batch))
                .invoke(reconciling::wake)
                .replaceWith(batch.size() == BATCH);
    }
}
