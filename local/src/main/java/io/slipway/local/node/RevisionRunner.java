package io.slipway.local.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.slipway.local.gateway.Origin;
import io.slipway.local.node.image.ImageReference;
import io.slipway.local.node.image.UnusableImageException;
import io.slipway.local.node.process.Command;
import io.slipway.local.node.process.ProcessIdentity;
import io.slipway.local.node.process.Processes;
import io.slipway.local.node.state.ProcessRecord;
import io.slipway.local.node.state.RevisionRecord;

/**
 * Keeps one revision's process as it is wanted: pull, start, probe, start again, and in the end drain and stop. One virtual
 * thread does all of it in turn; others only read {@link #status} and say that it is over.
 */
final class RevisionRunner {
    private static final System.Logger LOG = System.getLogger(RevisionRunner.class.getName());
    private static final int OUTPUT_LINES = 20;
    private static final Duration STEADY = Duration.ofSeconds(1);
    /** A process that ran so long has recovered: the next crash is a new one. */
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private enum Ending {
        none,
        shutdown,
        removal
    }

    private final Tools tools;
    private final Installation installation;
    private final RevisionRecord revision;
    private final ProviderEnvironment environment;
    private final Backoff crashes = new Backoff();
    private final Backoff stalls = new Backoff();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    private volatile Ending ending;
    private volatile Observed observed = Observed.NOTHING;
    private volatile Origin origin;
    private volatile int restarts;
    private ProcessRecord record;
    private Process child;

    RevisionRunner(Tools tools, Installation installation, RevisionRecord revision) {
        this.tools = tools;
        this.installation = installation;
        this.revision = revision;
        this.environment = new ProviderEnvironment(tools, installation.id(), revision);
        this.ending = revision.removing() ? Ending.removal : Ending.none;
        this.restarts = revision.restarts();
        this.thread = Thread.ofVirtual()
                .name("revision-" + installation.id() + "-" + revision.number())
                .unstarted(this::run);
    }

    /** Before {@link #start}: takes over the recorded process if it is still the same. Answers its token. */
    Optional<String> adopt() {
        ProcessRecord found = revision.process();
        if (found == null
                || found.identity() == null
                || !tools.processes()
                        .procFs()
                        .proves(found.identity(), tools.processes().bootId())) {
            return Optional.empty();
        }
        record = found;
        tools.ports().keep(found.port());
        observed = observed.started(found.startedAt(), found.identity().pid());
        serve(found);
        if (found.readySince() != null) {
            observed = observed.ready(found.readySince());
        }
        return Optional.of(found.token());
    }

    void start() {
        thread.start();
    }

    void remove() {
        ending = Ending.removal;
        wake.release();
    }

    void shutdown() {
        ending = ending == Ending.none ? Ending.shutdown : ending;
        wake.release();
    }

    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** Where its process answers; null while none does. */
    Origin origin() {
        return origin;
    }

    RevisionStatus status() {
        Observed now = observed;
        return new RevisionStatus(
                revision.number(),
                revision.spec().image(),
                now.phase(),
                now.stalled(),
                restarts,
                now.exitCode(),
                now.startedAt(),
                now.readySince(),
                lastOutput(),
                now.pid());
    }

    private List<String> lastOutput() {
        try {
            return environment.log().tail(OUTPUT_LINES);
        } catch (IOException e) {
            return List.of("(output cannot be read: " + e.getMessage() + ")");
        }
    }

    private void run() {
        try {
            while (ending == Ending.none) {
                runOnce();
            }
            while (!finished()) {
                pause(stalls.next());
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "interrupted, which nobody here does: {0}", thread.getName());
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            if (record == null) {
                launch();
            }
            supervise();
            if (ending == Ending.none) {
                crashed();
            }
        } catch (UnusableImageException e) {
            fail(e.getMessage());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} stalls: {1}", thread.getName(), e.toString());
            observed = observed.stalled((observed.phase() == Phase.pulling ? "pull: " : "start: ") + e.getMessage());
            pause(stalls.next());
        }
    }

    private void fail(String why) throws InterruptedException {
        try {
            environment.note(why);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} failed, which its log cannot tell: {1}", thread.getName(), why);
        }
        observed = observed.in(Phase.failed);
        while (ending == Ending.none) {
            pause(RECOVERED);
        }
    }

    private void launch() throws IOException, InterruptedException, UnusableImageException {
        if (observed.phase() != Phase.crashed) {
            observed = new Observed(Phase.pulling, observed.stalled(), observed.exitCode(), null, null, null);
        }
        Command pulled = Command.of(
                tools.images().pull(ImageReference.parse(revision.spec().image())),
                revision.spec().entrypoint(),
                revision.spec().env());
        observed = observed.in(Phase.starting);
        int port = tools.ports().take();
        try {
            Instant now = tools.clock().instant();
            String token = tools.nodeId() + "." + UUID.randomUUID();
            // The intent comes first: whatever happens during the fork, the token leads to the process.
            ProcessRecord intent = new ProcessRecord(token, port, null, now, null);
            installation.processChanged(revision.number(), intent, restarts);
            Processes.Running running =
                    tools.processes().start(environment.complete(pulled, port), token, environment.output());
            record = intent.with(running.identity());
            child = running.child();
            child.onExit().thenRun(wake::release);
            observed = observed.started(now, running.identity().pid());
            installation.processChanged(revision.number(), record, restarts);
            stalls.reset();
        } catch (IOException e) {
            abandonStart(port);
            throw e;
        }
    }

    /** A process whose row could not be written must not run: nobody would find it by its row again. */
    private void abandonStart(int port) throws IOException, InterruptedException {
        if (record != null) {
            tools.processes().end(record.identity(), Duration.ZERO);
            record = null;
        }
        tools.ports().release(port);
    }

    /** Returns when the process has ended or is to end. */
    private void supervise() throws InterruptedException, IOException {
        ProcessIdentity identity = record.identity();
        Health health = new Health(revision.spec().healthSuccesses(), observed.phase() == Phase.ready);
        while (ending == Ending.none && tools.processes().procFs().runs(identity)) {
            boolean passes = health.ready()
                    ? tools.probe().answers(record.port(), revision.spec().health())
                    : tools.probe()
                            .passes(identity, record.port(), revision.spec().health());
            if (health.observe(passes)) {
                readinessChanged(health.ready());
            }
            environment.log().rotateIfLarge();
            pause(
                    health.ready() && STEADY.compareTo(revision.spec().healthInterval()) > 0
                            ? STEADY
                            : revision.spec().healthInterval());
        }
    }

    private void readinessChanged(boolean ready) throws IOException {
        if (!ready) {
            observed = observed.in(Phase.unready); // still routed to if it serves: an attempt is better than a sure 503
            return;
        }
        Instant now = tools.clock().instant();
        if (record.readySince() == null) {
            record = record.ready(now);
            installation.processChanged(revision.number(), record, restarts);
        }
        if (origin == null) {
            serve(record);
        }
        observed = observed.ready(now);
    }

    private void serve(ProcessRecord process) {
        origin = new Origin(process.port());
        installation.originChanged(revision.number(), origin);
    }

    private void crashed() throws InterruptedException, IOException {
        Integer exitCode = child == null ? null : child.waitFor();
        boolean recovered =
                Duration.between(record.startedAt(), tools.clock().instant()).compareTo(RECOVERED) > 0;
        forget();
        observed = observed.ended(Phase.crashed, exitCode);
        if (recovered) {
            crashes.reset();
        }
        pause(crashes.next());
        if (ending == Ending.none) {
            restarts++;
        }
    }

    /** Nothing of the process is left running, and the gateway no longer asks it. */
    private void forget() throws IOException, InterruptedException {
        origin = null;
        installation.originChanged(revision.number(), null);
        tools.processes().sweep(record.token());
        tools.ports().release(record.port());
        record = null;
        child = null;
    }

    private boolean finished() throws InterruptedException {
        try {
            observed = observed.in(Phase.stopping);
            if (record != null) {
                stop();
            }
            observed = observed.ended(Phase.stopped, observed.exitCode());
            if (ending == Ending.removal) {
                installation.revisionGone(revision.number());
            } else {
                installation.processChanged(revision.number(), null, restarts);
            }
            return true;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} cannot end yet: {1}", thread.getName(), e.toString());
            return ending == Ending.shutdown; // the next start sees by itself that the process is gone
        }
    }

    private void stop() throws IOException, InterruptedException {
        if (origin != null && ending == Ending.removal) {
            origin.drain(revision.spec().drain());
        }
        tools.processes().end(record.identity(), revision.spec().grace());
        forget();
    }

    private void pause(Duration duration) throws InterruptedException {
        if (wake.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }
}
