package io.slipway.orchestrator.build;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * The log of one attempt. Lines go out while the build runs: what gathers while one insert is under way is the next
 * batch. Safe for many threads.
 */
class BuildLog implements Consumer<String> {
    private static final Logger LOG = Logger.getLogger(BuildLog.class);
    private static final int MAX_LENGTH = 4_000;

    private final BuildLogStore store;
    private final BuildJob job;
    private final Clock clock;
    private final int lastAllowed;
    private final Duration patience;
    private List<LogLine> waiting = new ArrayList<>();
    private int line;
    private boolean inFlight;
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

    /** @param patience how long an insert is tried again while the database is away */
    BuildLog(BuildLogStore store, BuildJob job, Clock clock, int maxLines, Duration patience) {
        this.store = store;
        this.job = job;
        this.clock = clock;
        this.line = job.logLine();
        this.lastAllowed = job.logLine() + maxLines;
        this.patience = patience;
    }

    @Override
    public void accept(String text) {
        text.lines().forEach(this::add);
    }

    /** Completes when all lines are stored; the last thing before the result is. */
    Uni<Void> drained() {
        return Uni.createFrom()
                .completionStage(this::current)
                .chain(() -> isIdle() ? Uni.createFrom().voidItem() : drained());
    }

    private synchronized void add(String text) {
        if (line >= lastAllowed) {
            return;
        }
        line++;
        String shown = line == lastAllowed ? "(the log is full: later lines are not kept)" : printable(text);
        waiting.add(new LogLine(line, clock.instant(), shown));
        if (!inFlight) {
            send();
        }
    }

    private synchronized void send() {
        inFlight = !waiting.isEmpty();
        if (!inFlight) {
            return;
        }
        List<LogLine> batch = waiting;
        waiting = new ArrayList<>();
        // Async: the next batch must not be sent below this one's stack, while the lock is held.
        sending = insert(batch).subscribeAsCompletionStage().handleAsync((_, fault) -> sent(fault));
    }

    private Uni<Void> insert(List<LogLine> batch) {
        return store.append(job.buildId(), job.epoch(), batch)
                .onFailure(fault -> !(fault instanceof LeaseLost))
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .expireIn(patience.toMillis());
    }

    private Void sent(Throwable fault) {
        if (fault != null) {
            LOG.warnf("build %s: log lines lost: %s", job.buildId(), fault.getMessage());
        }
        send();
        return null;
    }

    private synchronized CompletableFuture<Void> current() {
        return sending;
    }

    private synchronized boolean isIdle() {
        return !inFlight;
    }

    /** PostgreSQL's text takes no NUL, and a terminal no control sequence from a stranger. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\t' ? '\uFFFD' : c)
                .limit(MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
