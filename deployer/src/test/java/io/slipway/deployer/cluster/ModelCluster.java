package io.slipway.deployer.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import io.slipway.deployer.Samples;
import io.slipway.deployer.cluster.RevisionStatus.Phase;

/**
 * A cluster for one installation, in memory, whose time moves by ticks. It refuses what the real one refuses, loses
 * calls when told to, and checks after each change that nothing happened which a tenant would notice.
 */
public final class ModelCluster implements Cluster {
    private static final int TICKS_TO_READY = 3;
    private static final int TICKS_TO_END = 2;
    private static final int TICKS_TO_SETTLE = 2;
    /** Of readiness, until what is fragile falls over. */
    private static final int TICKS_TO_FALL = 5;

    private static final int TICKS_TO_RISE = 4;

    /** What becomes of a revision's process. */
    public enum Fate {
        good,
        silent,
        crashing,
        /** Becomes ready, and falls over once soon after. */
        fragile
    }

    private static final class Revision {
        private final String image;
        private int age;
        private int ending = -1;
        private int stalled;
        private String drift;

        Revision(String image, int stalled) {
            this.image = image;
            this.stalled = stalled;
        }
    }

    private final Map<String, Fate> fates = new HashMap<>();
    private final TreeMap<Integer, Revision> revisions = new TreeMap<>();
    private final Random random;
    private final boolean exclusive;
    private Integer route;
    private long fence;
    private boolean known;
    private Integer leaving;
    private int settling;
    private boolean paused;
    private double faults;

    /** @param exclusive whether two revisions at once are an error */
    public ModelCluster(Random random, boolean exclusive) {
        this.random = random;
        this.exclusive = exclusive;
    }

    public void fate(String image, Fate fate) {
        fates.put(image, fate);
    }

    public Fate fateOf(String image) {
        return fates.get(image);
    }

    /** @param chance of each call to be lost, before or after it had its effect */
    public void faults(double chance) {
        faults = chance;
    }

    public void tick() {
        revisions.values().forEach(ModelCluster::older);
        revisions.values().removeIf(revision -> revision.ending == 0);
        settling = Math.max(0, settling - 1);
        check();
    }

    /** Whether an operator has asked that nothing is done: a mark on what is there. */
    public void pause(boolean now) {
        paused = now && known;
    }

    /** Somebody else changes something: a revision, or where requests go. */
    public void meddle() {
        revisions.values().stream()
                .filter(revision -> revision.ending < 0)
                .skip(random.nextInt(2))
                .findFirst()
                .ifPresent(revision -> revision.drift = "Deployment scaled");
    }

    public List<String> images() {
        return revisions.values().stream().map(revision -> revision.image).toList();
    }

    @Override
    public Observed observe(Placement placement, List<RevisionSpec> remembered) {
        lose();
        return known
                ? new Observed("/i/" + placement.installation() + "/", route, settling == 0, paused, statuses())
                : Observed.NOTHING;
    }

    @Override
    public void start(Placement placement, long holder, RevisionSpec spec) {
        change(holder, () -> {
            Revision before = revisions.get(spec.number());
            if (before != null && before.ending >= 0) {
                throw new AssertionError("started while it was being removed: " + spec);
            }
            if (before != null && !before.image.equals(spec.image())) {
                throw new AssertionError("a number was used twice: " + spec);
            }
            known = true;
            revisions.putIfAbsent(spec.number(), new Revision(spec.image(), random.nextInt(8) == 0 ? 40 : 0));
            revisions.get(spec.number()).drift = null;
        });
    }

    @Override
    public boolean route(Placement placement, long holder, int revision) {
        boolean ready = revisions.containsKey(revision) && ready(revisions.get(revision));
        change(holder, () -> {
            if (ready) {
                move(revision);
            }
        });
        return ready;
    }

    @Override
    public void unroute(Placement placement, long holder) {
        change(holder, () -> {
            // A first revision that did not prove itself is taken away, even when it is up again.
            if (!exclusive
                    && route != null
                    && ready(revisions.get(route))
                    && fates.get(revisions.get(route).image) == Fate.good) {
                throw new AssertionError("traffic was taken away");
            }
            move(null);
        });
    }

    @Override
    public void stop(String installation, long holder, int revision) {
        change(holder, () -> {
            if (route != null && route == revision) {
                throw new AssertionError("the serving revision was stopped: " + revision);
            }
            if (settling > 0
                    && leaving != null
                    && leaving == revision
                    && (route == null || ready(revisions.get(route)))) {
                throw new AssertionError("stopped before the move had settled: " + revision);
            }
            if (revisions.containsKey(revision) && revisions.get(revision).ending < 0) {
                revisions.get(revision).ending = TICKS_TO_END;
            }
        });
    }

    @Override
    public void remove(String installation, long holder, boolean deleteData) {
        change(holder, () -> {
            revisions.clear();
            route = null;
            settling = 0;
            known = false;
        });
    }

    @Override
    public LogPage logs(String installation, LogQuery query) {
        return LogPage.EMPTY;
    }

    @Override
    public void check() {
        if (exclusive && revisions.size() > 1) {
            throw new AssertionError("two at once: " + revisions.keySet());
        }
        long wanted = revisions.values().stream()
                .filter(revision -> revision.ending < 0)
                .count();
        if (wanted > 2) {
            throw new AssertionError("more than one candidate: " + revisions.keySet());
        }
    }

    private void change(long holder, Runnable effect) {
        if (holder < fence) {
            throw new FencedException("newer: " + fence);
        }
        lose();
        fence = holder;
        if (paused) {
            throw new AssertionError("something was done while it is paused");
        }
        boolean answered = route != null && ready(revisions.get(route));
        effect.run();
        if (answered && !exclusive && route != null && !ready(revisions.get(route))) {
            throw new AssertionError("nothing that is ready serves");
        }
        check();
        lose();
    }

    private void move(Integer revision) {
        if (!Objects.equals(route, revision)) {
            leaving = route;
            route = revision;
            settling = TICKS_TO_SETTLE;
        }
    }

    private void lose() {
        if (random.nextDouble() < faults) {
            throw new ClusterException("the call was lost");
        }
    }

    private static void older(Revision revision) {
        if (revision.ending > 0) {
            revision.ending--;
        } else if (revision.stalled > 0) {
            revision.stalled--;
        } else {
            revision.age++;
        }
    }

    private boolean ready(Revision revision) {
        return revision != null && revision.ending < 0 && revision.age >= TICKS_TO_READY && lives(revision);
    }

    private boolean lives(Revision revision) {
        Fate fate = fates.get(revision.image);
        int well = revision.age - TICKS_TO_READY;
        return fate == Fate.good
                || (fate == Fate.fragile && (well < TICKS_TO_FALL || well >= TICKS_TO_FALL + TICKS_TO_RISE));
    }

    private List<RevisionStatus> statuses() {
        return revisions.entrySet().stream()
                .map(entry -> status(entry.getKey(), entry.getValue()))
                .toList();
    }

    private RevisionStatus status(int number, Revision revision) {
        int restarts = fates.get(revision.image) == Fate.crashing ? revision.age / 2 : 0;
        return new RevisionStatus(
                number,
                revision.image,
                phase(revision),
                revision.stalled > 0 ? "the disk is full" : null,
                restarts,
                restarts > 0 ? 1 : null,
                Samples.T0,
                null,
                List.of("a line"),
                revision.drift);
    }

    private Phase phase(Revision revision) {
        if (revision.ending >= 0) {
            return Phase.stopping;
        }
        if (revision.stalled > 0) {
            return Phase.pulling;
        }
        return switch (fates.get(revision.image)) {
            case good -> ready(revision) ? Phase.ready : Phase.starting;
            case silent -> Phase.starting;
            case crashing -> Phase.crashed;
            case fragile -> {
                if (ready(revision)) {
                    yield Phase.ready;
                }
                yield revision.age < TICKS_TO_READY ? Phase.starting : Phase.unready;
            }
        };
    }
}
