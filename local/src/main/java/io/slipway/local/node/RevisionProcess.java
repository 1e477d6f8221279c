package io.slipway.local.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.slipway.local.gateway.Origin;
import io.slipway.local.node.process.Command;
import io.slipway.local.node.process.ProcessIdentity;
import io.slipway.local.node.process.Processes;
import io.slipway.local.node.state.ProcessRecord;

/**
 * The process that a revision has now, if any: its row, its port, its place behind the gateway. Only the runner's thread
 * changes it; {@link #origin} may be read by others.
 */
final class RevisionProcess {
    private final Tools tools;
    private final Installation installation;
    private final int revision;
    private final ProviderEnvironment environment;

    private volatile Origin origin;
    private ProcessRecord row;
    private Process child;

    RevisionProcess(Tools tools, Installation installation, int revision, ProviderEnvironment environment) {
        this.tools = tools;
        this.installation = installation;
        this.revision = revision;
        this.environment = environment;
    }

    /** Takes over the process of an earlier node, which may serve at once; false when it is not there any more. */
    boolean adopt(ProcessRecord found) {
        if (found == null
                || found.identity() == null
                || !tools.processes()
                        .procFs()
                        .proves(found.identity(), tools.processes().bootId())) {
            return false;
        }
        row = found;
        tools.ports().keep(found.port());
        serve();
        return true;
    }

    boolean present() {
        return row != null;
    }

    ProcessRecord row() {
        return row;
    }

    /** Where it answers; null before it was ready. */
    Origin origin() {
        return origin;
    }

    boolean runs() {
        return tools.processes().procFs().runs(row.identity());
    }

    /**
     * Writes the intent, forks, writes what came of it.
     *
     * @param onExit run by some thread when the process has ended
     * @throws IOException nothing was started then, or it was ended again
     */
    void launch(Command command, int restarts, Runnable onExit) throws IOException, InterruptedException {
        int port = tools.ports().take();
        try {
            // The intent comes first: whatever happens during the fork, the token leads to the process.
            String token = tools.nodeId() + "." + UUID.randomUUID();
            ProcessRecord intent =
                    new ProcessRecord(token, port, null, tools.clock().instant(), null);
            installation.processChanged(revision, intent, restarts);
            Processes.Running running =
                    tools.processes().start(environment.complete(command, port), token, environment.output());
            row = intent.with(running.identity());
            child = running.child();
            child.onExit().thenRun(onExit).exceptionally(_ -> null);
            installation.processChanged(revision, row, restarts);
        } catch (IOException | RuntimeException e) {
            abandon(port);
            throw e;
        }
    }

    /** A process whose row could not be written must not run: nobody would find it by its row again. */
    private void abandon(int port) throws IOException, InterruptedException {
        if (row != null) {
            tools.processes().end(row.identity(), Duration.ZERO);
            row = null;
            child = null;
        }
        tools.ports().release(port);
    }

    /** @param wasReady then its socket is known to be its own */
    boolean healthy(String path, boolean wasReady) throws InterruptedException {
        ProcessIdentity identity = row.identity();
        return wasReady
                ? tools.probe().answers(row.port(), path)
                : tools.probe().passes(identity, row.port(), path);
    }

    void ready(Instant now, int restarts) throws IOException {
        if (row.readySince() == null) {
            row = row.ready(now);
            installation.processChanged(revision, row, restarts);
        }
        if (origin == null) {
            serve();
        }
    }

    private void serve() {
        origin = new Origin(row.port());
        installation.originChanged(revision, origin);
    }

    /** Null for a process that an earlier node started: only a parent learns it. */
    Integer exitCode() throws InterruptedException {
        return child == null ? null : child.waitFor();
    }

    /** After its end: nothing of it is left running, and the gateway no longer asks it. */
    void forget() throws IOException, InterruptedException {
        origin = null;
        installation.originChanged(revision, null);
        tools.processes().sweep(row.token());
        tools.ports().release(row.port());
        row = null;
        child = null;
    }

    void stop(Duration drain, Duration grace) throws IOException, InterruptedException {
        if (origin != null) {
            origin.drain(drain);
        }
        tools.processes().end(row.identity(), grace);
        forget();
    }
}
