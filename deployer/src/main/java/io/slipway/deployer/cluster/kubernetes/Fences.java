package io.slipway.deployer.cluster.kubernetes;

import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.FencedException;

/**
 * Keeps late owners out. Each object tells the fence of its last writer; of an installation that is gone, a Lease in
 * the deployer's own namespace does.
 */
final class Fences {
    private final KubernetesClient client;
    private final KubernetesConfig config;
    private final WriteRate rate;

    Fences(KubernetesClient client, KubernetesConfig config, WriteRate rate) {
        this.client = client;
        this.config = config;
        this.rate = rate;
    }

    /** @throws FencedException when anything of it was written by somebody newer */
    void check(String installation, Found found, long fence) {
        found.fenced().forEach(object -> check(object, fence));
        if (found.deployments().isEmpty() && found.service() == null) {
            check(lease(installation), fence);
        }
    }

    /** @throws FencedException when it was written by somebody newer */
    static void check(HasMetadata object, long fence) {
        if (object != null && Marks.fence(object) > fence) {
            throw new FencedException(
                    "%s %s was written under a newer lease"
                            .formatted(object.getKind(), object.getMetadata().getName()),
                    Marks.fence(object));
        }
    }

    /** Before the first object goes: whoever came before may bring none of them back. */
    void leave(String installation, long fence) {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(config.home())
                .withName(Names.installation(installation))
                .withLabels(Marks.OURS)
                .withAnnotations(Map.of(Labels.FENCE, Long.toString(fence)))
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("removed")
                .endSpec()
                .build();
        try {
            apply(lease);
        } catch (KubernetesClientException e) {
            throw unreachable(e);
        }
    }

    private void apply(Lease lease) {
        try {
            written(lease);
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw e;
            }
            written(new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(config.home())
                    .endMetadata()
                    .build());
            written(lease);
        }
    }

    private void written(HasMetadata object) {
        rate.take();
        client.resource(object).fieldManager(Writes.MANAGER).forceConflicts().serverSideApply();
    }

    private Lease lease(String installation) {
        try {
            return client.leases()
                    .inNamespace(config.home())
                    .withName(Names.installation(installation))
                    .get();
        } catch (KubernetesClientException e) {
            throw unreachable(e);
        }
    }

    private static ClusterException unreachable(KubernetesClientException e) {
        return new ClusterException("the API server did not tell or take a fence: " + e.getMessage(), e);
    }
}
