package io.slipway.deployer.cluster.kubernetes;

import java.util.Comparator;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RefusedException;
import io.slipway.deployer.cluster.RevisionSpec;

/** Makes a revision's objects, scales them down, and takes away what is older than the history. */
final class RevisionWrites {
    private final Writes writes;
    private final RevisionManifests manifests;
    private final Drifts drifts;
    private final DisruptionBudgets budgets;
    private final int history;

    RevisionWrites(Writes writes, RevisionManifests manifests, Drifts drifts, DisruptionBudgets budgets, int history) {
        this.writes = writes;
        this.manifests = manifests;
        this.drifts = drifts;
        this.budgets = budgets;
        this.history = history;
    }

    void start(Placement placement, Found found, long fence, RevisionSpec spec) {
        Secret secret = manifests.secret(placement, spec, fence);
        String mark = mark(spec, secret);
        Deployment seen = found.deployment(spec.number()).orElse(null);
        boolean taken = seen != null && !mark.equals(Marks.annotation(seen, Marks.SPEC));
        if (taken && !Marks.stopped(seen)) {
            throw new RefusedException(
                    "RevisionTaken",
                    "Revision %d is something else already: was slipway.kubernetes.secret-name-key changed?"
                            .formatted(spec.number()));
        }
        if (taken) {
            // Left by a later state of a database that was put back since: the number is given again.
            delete(found, seen);
        }
        Deployment live = taken ? null : seen;
        if (live != null && !Marks.stopped(live) && drifts.of(placement, found, live, spec) == null) {
            return;
        }
        boolean known = found.secrets().stream()
                .anyMatch(one ->
                        one.getMetadata().getName().equals(secret.getMetadata().getName()));
        if (!known || taken) {
            writes.apply(secret);
        }
        if (found.claims().isEmpty()) {
            manifests.data(placement, spec, fence).ifPresent(writes::apply);
        }
        // Before what tells that the revision is there.
        budgets.apply(manifests.disruptionBudget(placement, spec, fence));
        if (live != null && !Marks.stopped(live) && drifts.madeOtherwise(placement, live, spec)) {
            writes.patch(live, scaled(live, manifests.replicas(spec), Map.of(), fence));
            return;
        }
        writes.apply(marked(manifests.deployment(placement, spec, fence), mark, live));
    }

    /**
     * Scales it to nothing: the pods end by themselves, when they have answered. It comes last: until then the revision is
     * seen, and stopped again by whoever comes after a process that dies here.
     */
    void stop(Found found, Deployment live, long fence) {
        found.deployments().stream()
                .filter(one -> Marks.stopped(one) && one != live)
                .sorted(Comparator.comparing(Marks::revision).reversed())
                .skip(Math.max(0, history - 1))
                .forEach(one -> delete(found, one));
        found.secrets().stream()
                .filter(secret -> Marks.revision(secret) < Marks.revision(live))
                .filter(secret -> found.deployment(Marks.revision(secret)).isEmpty())
                .forEach(writes::delete);
        if (!Marks.stopped(live)) {
            writes.patch(live, scaled(live, 0, Map.of(Marks.STOPPED, "true"), fence));
        }
    }

    /** With its Secrets. It goes last: they are found by it. */
    void delete(Found found, Deployment deployment) {
        budgets.delete(deployment);
        found.secrets().stream()
                .filter(secret -> Marks.revision(secret) == Marks.revision(deployment))
                .forEach(writes::delete);
        writes.delete(deployment);
    }

    private static Deployment scaled(Deployment live, int replicas, Map<String, String> marks, long fence) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withResourceVersion(live.getMetadata().getResourceVersion())
                .withAnnotations(marks)
                .addToAnnotations(Labels.FENCE, Long.toString(fence))
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    /** What was there before is changed only if it is still what was looked at. */
    private static Deployment marked(Deployment deployment, String mark, Deployment live) {
        deployment.getMetadata().getAnnotations().put(Marks.SPEC, mark);
        deployment.getMetadata().getAnnotations().put(Marks.STOPPED, "false");
        if (live != null) {
            deployment.getMetadata().setResourceVersion(live.getMetadata().getResourceVersion());
        }
        return deployment;
    }

    private static String mark(RevisionSpec spec, Secret secret) {
        return Base32.sha256("%s %s %d %s %s"
                .formatted(
                        spec.version(),
                        spec.image(),
                        spec.configRevision(),
                        spec.tier(),
                        secret.getMetadata().getName()));
    }
}
