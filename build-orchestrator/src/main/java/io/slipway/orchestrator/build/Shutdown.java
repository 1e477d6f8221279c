package io.slipway.orchestrator.build;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import org.jboss.logging.Logger;

/** Lets builds finish for a while, then gives them back, so that another replica need not wait for their leases. */
@ApplicationScoped
public class Shutdown {
    private static final Logger LOG = Logger.getLogger(Shutdown.class);
    private static final Duration TO_GIVE_BACK = Duration.ofSeconds(3);

    private final BuildWorker worker;
    private final BuildConfig config;

    Shutdown(BuildWorker worker, BuildConfig config) {
        this.worker = worker;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stopClaiming();
        if (idleWithin(config.shutdownGrace())) {
            return;
        }
        LOG.info("giving unfinished builds back");
        worker.giveBack();
        if (!idleWithin(TO_GIVE_BACK)) {
            LOG.warn("unfinished builds are left to their leases");
        }
    }

    private boolean idleWithin(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!worker.isIdle() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return worker.isIdle();
    }
}
