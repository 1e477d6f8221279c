package io.slipway.deployer.cluster.kubernetes;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.deployer.cluster.ClusterException;

/** Where the API server has policy/v1 (1.21 and newer). */
final class DisruptionBudgets {
    private final KubernetesClient client;
    private final WriteRate rate;
    private volatile Boolean known;

    DisruptionBudgets(KubernetesClient client, WriteRate rate) {
        this.client = client;
        this.rate = rate;
    }

    void apply(Optional<PodDisruptionBudget> budget) {
        if (budget.isPresent() && known()) {
            rate.take();
            asked(() -> client.resource(budget.get())
                    .fieldManager(Writes.MANAGER)
                    .forceConflicts()
                    .serverSideApply());
        }
    }

    void delete(Deployment of) {
        if (known()) {
            rate.take();
            asked(() -> client.policy()
                    .v1()
                    .podDisruptionBudget()
                    .inNamespace(of.getMetadata().getNamespace())
                    .withName(of.getMetadata().getName())
                    .delete());
        }
    }

    private boolean known() {
        if (known == null) {
            asked(() -> known = client.supports(PodDisruptionBudget.class));
        }
        return known;
    }

    private static void asked(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            throw new ClusterException("the API server did not take a PodDisruptionBudget: " + e.getMessage(), e);
        }
    }
}
