package io.slipway.local.node;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.slipway.local.gateway.Origin;
import io.slipway.local.node.image.ImageReference;
import io.slipway.local.node.image.Trees;
import io.slipway.local.node.state.InstallationRecord;
import io.slipway.local.node.state.InstallationRecord.Removal;
import io.slipway.local.node.state.ProcessRecord;
import io.slipway.local.node.state.RevisionRecord;
import io.slipway.local.node.state.RevisionSpec;

/**
 * One installation: its row, and a runner per revision. Every change is on the disk before it has an effect; the lock is
 * held for the change only, never while something is waited for.
 */
final class Installation {
    private final Tools tools;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, RevisionRunner> runners = new TreeMap<>();
    private InstallationRecord row;

    Installation(Tools tools, InstallationRecord row) {
        this.tools = tools;
        this.row = row;
    }

    String id() {
        return row.id();
    }

    /** Takes over the processes that still run; nothing is started yet. Answers their tokens. */
    List<String> adopt() {
        return locked(() -> {
            row.revisions()
                    .forEach(revision -> runners.put(revision.number(), new RevisionRunner(tools, this, revision)));
            return runners.values().stream()
                    .map(RevisionRunner::adopt)
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    /** @throws IOException when what remains of a removal cannot be removed; the runners run all the same */
    void startRunners() throws IOException {
        locked(() -> {
            runners.values().forEach(RevisionRunner::start);
            return null;
        });
        finishRemoval();
    }

    /** Digests of the images that its revisions run. */
    Stream<String> images() {
        return locked(() -> row.revisions().stream()
                        .map(revision ->
                                ImageReference.parse(revision.spec().image()).digest())
                        .toList())
                .stream();
    }

    RevisionStatus put(long fence, int number, RevisionSpec spec) throws IOException {
        return locked(() -> {
            requireFence(fence);
            if (row.removal() != Removal.none) {
                throw new Refused(409, "removing", "The installation is being removed: wait until it is gone.");
            }
            Optional<RevisionRecord> known = row.revision(number);
            if (known.isPresent()) {
                requireSame(known.get(), spec);
                save(row.fenced(fence));
                return runners.get(number).status();
            }
            RevisionRecord added = new RevisionRecord(number, spec, false, null, 0);
            save(row.fenced(fence).with(added));
            RevisionRunner runner = new RevisionRunner(tools, this, added);
            runners.put(number, runner);
            runner.start();
            return runner.status();
        });
    }

    void route(long fence, int number) throws IOException {
        locked(() -> {
            requireFence(fence);
            RevisionRunner runner = runners.get(number);
            if (runner == null) {
                throw new Refused(404, "unknown_revision", "There is no revision " + number + ": put it first.");
            }
            if (row.serves(number)) {
                save(row.fenced(fence));
                return null;
            }
            Origin origin = runner.origin();
            if (runner.status().phase() != Phase.ready || origin == null) {
                throw new Refused(409, "not_ready", "Revision " + number + " is not ready: wait for its phase.");
            }
            save(row.fenced(fence).routed(number));
            tools.routes().set(row.id(), origin);
            return null;
        });
    }

    /** Nothing serves from now on; requests in flight finish. */
    void unroute(long fence) throws IOException {
        locked(() -> {
            requireFence(fence);
            save(row.fenced(fence).routed(null));
            tools.routes().clear(row.id());
            return null;
        });
    }

    void removeRevision(long fence, int number) throws IOException {
        locked(() -> {
            requireFence(fence);
            if (row.serves(number)) {
                throw new Refused(409, "serving", "Revision " + number + " serves: route to another one first.");
            }
            save(row.fenced(fence).changed(number, RevisionRecord::markedRemoving));
            Optional.ofNullable(runners.get(number)).ifPresent(RevisionRunner::remove);
            return null;
        });
    }

    void remove(long fence, boolean data) throws IOException {
        locked(() -> {
            requireFence(fence);
            save(row.fenced(fence).removing(data ? Removal.delete_data : Removal.keep_data));
            tools.routes().clear(row.id());
            runners.values().forEach(RevisionRunner::remove);
            return null;
        });
        finishRemoval();
    }

    /** Empty when nothing of it is left but the fence. */
    Optional<InstallationStatus> status() {
        return locked(() -> row.revisions().isEmpty() && row.removal() == Removal.none
                ? Optional.empty()
                : Optional.of(new InstallationStatus(
                        row.id(),
                        "/i/" + row.id() + "/",
                        row.route(),
                        row.fence(),
                        runners.values().stream().map(RevisionRunner::status).toList())));
    }

    void processChanged(int number, ProcessRecord process, int restarts) throws IOException {
        locked(() -> {
            save(row.changed(number, revision -> revision.with(process, restarts)));
            return null;
        });
    }

    /** The process of a revision can serve, or no longer: matters to the gateway when the revision is the route. */
    void originChanged(int number, Origin origin) {
        locked(() -> {
            if (row.serves(number) && origin != null) {
                tools.routes().set(row.id(), origin);
            } else if (row.serves(number)) {
                tools.routes().clear(row.id());
            }
            return null;
        });
    }

    void revisionGone(int number) throws IOException {
        locked(() -> {
            save(row.without(number));
            runners.remove(number);
            new InstallationLogs(tools.logs(row.id())).prune(runners.keySet());
            return null;
        });
        finishRemoval();
    }

    void shutdown() {
        locked(() -> List.copyOf(runners.values())).forEach(RevisionRunner::shutdown);
    }

    void awaitEnd() throws InterruptedException {
        for (RevisionRunner runner : locked(() -> List.copyOf(runners.values()))) {
            runner.awaitEnd();
        }
    }

    private void finishRemoval() throws IOException {
        locked(() -> {
            if (row.removal() == Removal.none || !row.revisions().isEmpty()) {
                return null;
            }
            Trees.delete(tools.logs(row.id()));
            Trees.delete(tools.roots(row.id()));
            if (row.removal() == Removal.delete_data) {
                Trees.delete(tools.data(row.id()));
            }
            save(row.removed());
            return null;
        });
    }

    private void requireFence(long fence) {
        if (fence < row.fence()) {
            throw new Refused(409, "fenced", "A newer client has taken over with fence " + row.fence() + ".");
        }
    }

    private static void requireSame(RevisionRecord known, RevisionSpec spec) {
        if (known.removing()) {
            throw new Refused(409, "stopping", "The revision is being removed: use a new number.");
        }
        if (!known.spec().runsTheSameAs(spec)) {
            throw new Refused(409, "revision_differs", "Revisions are immutable: use a new number.");
        }
    }

    private void save(InstallationRecord changed) throws IOException {
        if (!changed.equals(row)) {
            tools.files().save(changed);
            row = changed;
        }
    }

    private <T, E extends Exception> T locked(Guarded<T, E> work) throws E {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private interface Guarded<T, E extends Exception> {
        T run() throws E;
    }
}
