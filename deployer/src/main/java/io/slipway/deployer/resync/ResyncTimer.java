package io.slipway.deployer.resync;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slipway.outbox.kafka.TopicsMadeAnew;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Compares at start, as soon as registry-api answers, and then slowly. */
@ApplicationScoped
class ResyncTimer {
    private static final Logger LOG = Logger.getLogger(ResyncTimer.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final SnapshotComparison comparison;
    private final Duration interval;
    private volatile boolean stopped;

    ResyncTimer(
            Vertx vertx,
            SnapshotComparison comparison,
            @ConfigProperty(name = "slipway.resync.every", defaultValue = "10m") Duration interval) {
        this.vertx = vertx;
        this.comparison = comparison;
        this.interval = interval;
    }

    void start(@Observes StartupEvent event) {
        compare();
    }

    /** Beside the timer, which may be in the middle of a comparison that began too early. */
    void compareAtOnce(@Observes TopicsMadeAnew event) {
        comparison
                .compare()
                .onFailure()
                .retry()
                .withBackOff(RETRY, RETRY)
                .indefinitely()
                .subscribe()
                .with(ResyncTimer::log);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void compare() {
        if (!stopped) {
            comparison.compare().subscribe().with(this::compared, this::failed);
        }
    }

    private void compared(Compared result) {
        log(result);
        again(interval);
    }

    private static void log(Compared result) {
        LOG.infof("compared %d with registry-api, %d were newer there", result.compared(), result.changed());
    }

    private void failed(Throwable failure) {
        LOG.debugf("registry-api cannot be asked yet: %s", failure.getMessage());
        again(RETRY);
    }

    private void again(Duration pause) {
        vertx.setTimer(pause.toMillis(), _ -> compare());
    }
}
