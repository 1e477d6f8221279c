package io.slipway.deployer.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What becomes of a revision's process. */
    public enum Fate {
        good,
        silent,
        crashing
    }

    private static final class Revision {
        private final String image;
        private int age;
        private int ending = -1;
        private int stalled;

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
    private boolean served;
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
        check();
    }

    public List<String> images() {
        return revisions.values().stream().map(revision -> revision.image).toList();
    }

    @Override
    public Observed observe(Placement placement, List<RevisionSpec> remembered) {
        lose();
        return known ? new Observed("/i/" + placement.installation() + "/", route, statuses()) : Observed.NOTHING;
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
        });
    }

    @Override
    public boolean route(Placement placement, long holder, int revision) {
        boolean ready = revisions.containsKey(revision) && ready(revisions.get(revision));
        change(holder, () -> {
            if (ready) {
                route = revision;
                served = true;
            }
        });
        return ready;
    }

    @Override
    public void unroute(Placement placement, long holder) {
        change(holder, () -> {
            route = null;
            served = false;
        });
        if (!exclusive) {
            throw new AssertionError("traffic was taken away");
        }
    }

    @Override
    public void stop(String installation, long holder, int revision) {
        change(holder, () -> {
            if (route != null && route == revision) {
                throw new AssertionError("the serving revision was stopped: " + revision);
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
            known = false;
            served = false;
        });
    }

    @Override
    public LogPage logs(String installation, LogQuery query) {
        return LogPage.EMPTY;
    }

    @Override
    public void check() {
        if (served && (route == null || !ready(revisions.get(route)))) {
            throw new AssertionError("nothing that is ready serves");
        }
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
        effect.run();
        check();
        lose();
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
        return revision != null
                && fates.get(revision.image) == Fate.good
                && revision.ending < 0
                && revision.age >= TICKS_TO_READY;
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
                List.of("a line"));
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
        };
    }
}
