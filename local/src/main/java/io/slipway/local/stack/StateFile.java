package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code stack.json} of a running stack: there while it is ready, true also after a service was started again. */
final class StateFile implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateFile.class.getName());

    private final Path file;
    private final Plan plan;
    private final Instant started;
    private final Supplier<Map<Service, Long>> pids;
    private boolean closed;

    StateFile(Path file, Plan plan, Instant started, Supplier<Map<Service, Long>> pids) {
        this.file = file;
        this.plan = plan;
        this.started = started;
        this.pids = pids;
    }

    synchronized StackState write() throws IOException {
        var state = StackState.of(plan, started, pids.get());
        if (!closed) {
            PrivateFiles.writeJson(file, state);
        }
        return state;
    }

    void rewrite() {
        try {
            write();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "stack.json tells old process ids", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Files.deleteIfExists(file);
    }
}
