package io.slipway.orchestrator.build;

import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Removes the logs of builds that ended long ago, some builds in each transaction; replicas pass by each other's. */
@ApplicationScoped
public class RemoveLogs {
    private static final Logger LOG = Logger.getLogger(RemoveLogs.class);
    /** Builds in one transaction: a log may have many thousand lines. */
    static final int BATCH = 20;

    private final BuildLogStore logs;
    private final BuildConfig config;
    private final Clock clock;

    RemoveLogs(BuildLogStore logs, BuildConfig config, Clock clock) {
        this.logs = logs;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${slipway.builds.housekeeping-every:1h}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return sweep().invoke(RemoveLogs::report).replaceWithVoid();
    }

    /** Emits of how many builds. */
    Uni<Integer> sweep() {
        Instant now = clock.instant();
        Instant before = now.minus(config.logRetention());
        return Multi.createBy()
                .repeating()
                .uni(() -> logs.removeEndedBefore(before, BATCH, now))
                .whilst(builds -> builds == BATCH)
                .collect()
                .with(Collectors.summingInt(builds -> builds));
    }

    private static void report(int builds) {
        if (builds > 0) {
            LOG.infof("removed the logs of %d builds that ended long ago", builds);
        }
    }
}
