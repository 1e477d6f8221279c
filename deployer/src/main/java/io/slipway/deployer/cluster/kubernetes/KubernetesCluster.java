package io.slipway.deployer.cluster.kubernetes;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.Service;
import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.LogPage;
import io.slipway.deployer.cluster.LogQuery;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;

/**
 * Kubernetes as a cluster: a Deployment for each revision, one Service whose selector names the revision that serves. What is there
 * is known from watches; each write carries the caller's fence and, where something is there already, its resource
 * version.
 */
final class KubernetesCluster implements Cluster {
    /** Looks at what has changed under a write, in a row; the next pass goes on. */
    private static final int TRIES = 6;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Watches watches;
    private final Writes writes;
    private final Fences fences;
    private final TenantHome home;
    private final Drifts drifts;
    private final Observations observations;
    private final RevisionWrites revisions;
    private final ServiceManifest services;
    private final PodLogs logs;

    KubernetesCluster(Parts parts) {
        this.watches = parts.watches();
        this.writes = parts.writes();
        this.fences = parts.fences();
        this.home = parts.home();
        this.drifts = parts.drifts();
        this.observations = parts.observations();
        this.revisions = parts.revisions();
        this.services = parts.services();
        this.logs = parts.logs();
    }

    static KubernetesCluster watching(Parts parts) {
        parts.watches().start();
        return new KubernetesCluster(parts);
    }

    /** Since the start. */
    long writes() {
        return writes.count();
    }

    void close() {
        watches.close();
    }

    @Override
    public Observed observe(Placement placement, List<RevisionSpec> remembered) {
        Found found = watches.of(placement.installation());
        // What goes with its namespace has gone when that has: before, nothing can be made there anew.
        return found.nothing() && home.leaving(placement)
                ? new Observed(observations.path(placement), null, List.of())
                : observations.of(placement, found, remembered);
    }

    @Override
    public void start(Placement placement, long fence, RevisionSpec revision) {
        again(() -> {
            Found found = fenced(placement.installation(), fence);
            home.ensure(placement);
            revisions.start(placement, found, fence, revision);
            Service restored = drifts.restored(placement, found, fence);
            if (restored != null) {
                move(found, restored);
            }
        });
    }

    @Override
    public boolean route(Placement placement, long fence, int revision) {
        return again(() -> {
            Found found = fenced(placement.installation(), fence);
            boolean ready = observations
                    .of(placement, found, List.of())
                    .revision(revision)
                    .filter(RevisionStatus::ready)
                    .isPresent();
            if (!ready) {
                return false;
            }
            if (found.route() == null || found.route() != revision) {
                move(found, services.of(placement, revision, fence));
            }
            return true;
        });
    }

    @Override
    public void unroute(Placement placement, long fence) {
        again(() -> {
            Found found = fenced(placement.installation(), fence);
            if (found.route() != null) {
                move(found, services.of(placement, null, fence));
            }
        });
    }

    @Override
    public void stop(String installation, long fence, int revision) {
        again(() -> {
            Found found = fenced(installation, fence);
            if (found.route() != null && found.route() == revision) {
                throw new ClusterException("revision %d gets the requests: it is not stopped".formatted(revision));
            }
            found.deployment(revision).ifPresent(live -> revisions.stop(found, live, fence));
        });
    }

    @Override
    public void remove(String installation, long fence, boolean deleteData) {
        again(() -> {
            Found found = fenced(installation, fence);
            if (found.leaving(deleteData)) {
                return;
            }
            if (!found.nothing()) {
                fences.leave(installation, fence);
            }
            found.namespaces().forEach(namespace -> home.leave(namespace, installation, deleteData));
            if (deleteData) {
                found.claims().stream()
                        .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                        .forEach(writes::delete);
            }
            found.deployments().forEach(deployment -> revisions.delete(found, deployment));
            if (found.service() != null) {
                writes.delete(found.service());
            }
            watches.of(installation).secrets().forEach(writes::delete);
        });
    }

    @Override
    public LogPage logs(String installation, LogQuery query) {
        Found found = watches.of(installation);
        return found.nothing() ? LogPage.EMPTY : logs.page(found.pods(), query);
    }

    @Override
    public void check() {
        watches.current();
    }

    private Found fenced(String installation, long fence) {
        Found found = watches.of(installation);
        fences.check(installation, found, fence);
        return found;
    }

    private static void again(Runnable change) {
        again(() -> {
            change.run();
            return null;
        });
    }

    /** The watch is a moment behind: what has changed under a write is looked at once more. */
    private static <R> R again(Supplier<R> change) {
        for (int tried = 1; ; tried++) {
            try {
                return change.get();
            } catch (StaleException e) {
                if (tried == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS << tried);
            }
        }
    }

    /** Only from what was looked at: whoever moved it since is not overruled unseen. */
    private void move(Found found, Service wanted) {
        if (found.service() != null) {
            wanted.getMetadata()
                    .setResourceVersion(found.service().getMetadata().getResourceVersion());
        }
        writes.apply(wanted);
    }
}
