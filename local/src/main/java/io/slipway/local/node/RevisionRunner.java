package io.slipway.local.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.slipway.local.gateway.Origin;
import io.slipway.local.node.image.Image;
import io.slipway.local.node.image.ImageReference;
import io.slipway.local.node.image.UnusableImageException;
import io.slipway.local.node.process.Command;
import io.slipway.local.node.state.ProcessRecord;
import io.slipway.local.node.state.RevisionRecord;
import io.slipway.local.node.state.RevisionSpec;

/**
 * Keeps one revision's process as it is wanted: pull, start, probe, start again, and in the end drain and stop. One virtual
 * thread does all of it in turn; others only read {@link #status} and say that it is over.
 */
final class RevisionRunner {
    private static final System.Logger LOG = System.getLogger(RevisionRunner.class.getName());
    private static final int OUTPUT_LINES = 20;
    /** Between probes of a process that is well. */
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
    private final RevisionProcess process;
    private final Backoff crashes = new Backoff();
    private final Backoff stalls = new Backoff();
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    private volatile Ending ending;
    private volatile Observed observed;

    RevisionRunner(Tools tools, Installation installation, RevisionRecord revision) {
        this.tools = tools;
        this.installation = installation;
        this.revision = revision;
        this.environment = new ProviderEnvironment(tools, installation.id(), revision);
        this.process = new RevisionProcess(tools, installation, revision.number(), environment);
        this.ending = revision.removing() ? Ending.removal : Ending.none;
        this.observed = Observed.nothing(revision.restarts());
        this.thread = Thread.ofVirtual()
                .name("revision-" + installation.id() + "-" + revision.number())
                .unstarted(this::run);
    }

    /** Before {@link #start}: takes over the recorded process if it is still the same. Answers its token. */
    Optional<String> adopt() {
        if (!process.adopt(revision.process())) {
            return Optional.empty();
        }
        ProcessRecord found = process.row();
        observed = observed.started(found.startedAt(), found.identity().pid());
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
        return process.origin();
    }

    RevisionStatus status() {
        return observed.status(revision, lastOutput());
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
            if (!process.present()) {
                launch();
            }
            supervise();
            if (ending == Ending.none) {
                crashed();
            }
        } catch (UnusableImageException e) {
            fail(e.getMessage());
        } catch (IllegalArgumentException e) {
            fail("it cannot be started: " + e.getMessage()); // a NUL among its variables, a name that is no path
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} stalls: {1}", thread.getName(), e.toString());
            stall((observed.phase() == Phase.pulling ? "pull: " : "disk: ") + e.getMessage());
        } catch (RuntimeException e) {
            // Whatever it is, a runner that ended by it would leave its process to itself.
            LOG.log(System.Logger.Level.ERROR, thread.getName() + " stalls", e);
            stall("node: " + e);
        }
    }

    private void stall(String why) throws InterruptedException {
        observed = observed.stalled(why);
        pause(stalls.next());
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
        RevisionSpec spec = revision.spec();
        Image image = environment.own(tools.images().pull(ImageReference.parse(spec.image())));
        Command command = Command.of(image, spec.entrypoint(), spec.env());
        if (observed.phase() != Phase.starting) {
            observed = observed.in(Phase.starting); // when it is already, it stalled, which must show until it starts
        }
        process.launch(command, observed.restarts(), wake::release);
        observed = observed.started(
                process.row().startedAt(), process.row().identity().pid());
    }

    /** Returns when the process has ended or is to end. */
    private void supervise() throws InterruptedException, IOException {
        Duration interval = revision.spec().healthInterval();
        Health health = new Health(revision.spec().healthSuccesses(), observed.phase() == Phase.ready);
        while (ending == Ending.none && process.runs()) {
            if (health.observe(process.healthy(revision.spec().health(), health.ready()))) {
                readinessChanged(health.ready());
            }
            environment.log().rotateIfLarge();
            goesOn();
            pause(health.ready() && STEADY.compareTo(interval) > 0 ? STEADY : interval);
        }
    }

    /** What kept it from being watched is over. */
    private void goesOn() {
        if (observed.stalled() != null) {
            observed = observed.in(observed.phase());
        }
        stalls.reset();
    }

    private void readinessChanged(boolean ready) throws IOException {
        if (!ready) {
            observed = observed.in(Phase.unready); // still routed to if it serves: an attempt is better than a sure 503
            return;
        }
        Instant now = tools.clock().instant();
        process.ready(now, observed.restarts());
        observed = observed.ready(now);
    }

    private void crashed() throws InterruptedException, IOException {
        Integer exitCode = process.exitCode();
        Instant started = process.row().startedAt();
        process.forget();
        observed = observed.ended(Phase.crashed, exitCode);
        if (Duration.between(started, tools.clock().instant()).compareTo(RECOVERED) > 0) {
            crashes.reset();
        }
        pause(crashes.next());
        if (ending == Ending.none) {
            observed = observed.restarted();
        }
    }

    private boolean finished() throws InterruptedException {
        try {
            observed = observed.in(Phase.stopping);
            if (process.present()) {
                Duration drain = ending == Ending.removal ? revision.spec().drain() : Duration.ZERO;
                process.stop(drain, revision.spec().grace());
            }
            observed = observed.ended(Phase.stopped, observed.exitCode());
            if (ending == Ending.removal) {
                environment.deleteFiles();
                installation.revisionGone(revision.number());
            } else {
                installation.processChanged(revision.number(), null, observed.restarts());
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} cannot end yet: {1}", thread.getName(), e.toString());
            return ending == Ending.shutdown; // the next start sees by itself that the process is gone
        }
    }

    private void pause(Duration duration) throws InterruptedException {
        if (wake.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }
}
