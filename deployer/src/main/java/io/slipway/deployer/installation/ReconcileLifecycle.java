package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.deployer.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the loop, and ends it without leaving a lease that others would have to wait for. */
@ApplicationScoped
class ReconcileLifecycle {
    private static final Logger LOG = Logger.getLogger(ReconcileLifecycle.class);
    private static final Duration LAST_PASSES = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final ReconcileLoop loop;
    private final Transactions transactions;
    private final ClaimStore claims;
    private final String owner;

    ReconcileLifecycle(
            Vertx vertx,
            ReconcileLoop loop,
            Transactions transactions,
            ClaimStore claims,
            @ConfigProperty(name = "slipway.instance-id") String owner) {
        this.vertx = vertx;
        this.loop = loop;
        this.transactions = transactions;
        this.claims = claims;
        this.owner = owner;
    }

    /** Leases in our name are a predecessor's that was killed: the fence keeps its late calls harmless. */
    void start(@Observes StartupEvent event) {
        release().subscribe().with(_ -> loop.start(), failure -> {
            LOG.warnf("old leases could not be given back, they run out by themselves: %s", failure);
            loop.start();
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
        CountDownLatch idle = new CountDownLatch(1);
        long timer = vertx.setPeriodic(20, _ -> {
            if (loop.idle()) {
                idle.countDown();
            }
        });
        if (!idle.await(LAST_PASSES.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("passes still run: their leases run out by themselves");
        }
        vertx.cancelTimer(timer);
        CountDownLatch released = new CountDownLatch(1);
        release().onTermination().invoke(released::countDown).subscribe().with(_ -> {}, LOG::warn);
        if (!released.await(2, TimeUnit.SECONDS)) {
            LOG.warn("leases could not be given back in time");
        }
    }

    private Uni<Void> release() {
        return transactions.run(() -> claims.release(owner));
    }
}
