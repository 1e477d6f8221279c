package io.slipway.outbox.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jboss.logging.Logger;

/** How the relay does. A row of failures is logged when it begins and when it ends, not in between. */
final class RelayStatus {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final Clock clock;
    private final String instance;
    private volatile Trouble trouble;
    private volatile OutboxRows.Backlog backlog = new OutboxRows.Backlog(0, 0);
    private volatile int shards;
    private volatile long relayed;

    RelayStatus(Clock clock, String instance) {
        this.clock = clock;
        this.instance = instance;
    }

    /** Failures in a row: since when, how many, and the last one. */
    record Trouble(Instant since, int failures, String cause) {}

    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    OutboxRows.Backlog backlog() {
        return backlog;
    }

    int shards() {
        return shards;
    }

    long relayed() {
        return relayed;
    }

    void worked(int rows, int shardsHeld) {
        Trouble before = trouble;
        if (before != null) {
            Duration away = Duration.between(before.since(), clock.instant());
            LOG.infof("outbox relay %s works again after %d s", instance, away.toSeconds());
        }
        trouble = null;
        relayed = relayed + rows;
        shards = shardsHeld;
    }

    /** @return how many failures in a row this makes */
    int failed(Throwable failure) {
        Trouble before = trouble;
        if (before == null) {
            LOG.warnf("outbox relay %s: rows wait, trying again: %s", instance, failure);
        }
        LOG.debugf(failure, "outbox relay %s", instance);
        trouble = before == null
                ? new Trouble(clock.instant(), 1, failure.toString())
                : new Trouble(before.since(), before.failures() + 1, failure.toString());
        return trouble.failures();
    }

    void measured(OutboxRows.Backlog now) {
        backlog = now;
    }
}
