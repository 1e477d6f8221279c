package io.slipway.deployer.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.slipway.deployer.cluster.Placement;

/** A tenant's namespace with something in it that is not Slipway's. */
final class KeptNamespace {
    private KeptNamespace() {}

    static void keep(KubernetesClient client, KubernetesConfig config, Placement placement) {
        new TenantManifests(config).of(placement).stream().limit(1).forEach(namespace -> client.resource(namespace)
                .fieldManager(Writes.MANAGER)
                .serverSideApply());
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(new Metadata(config, placement).namespace())
                        .withName("kept")
                        .endMetadata()
                        .build())
                .fieldManager("slipway-test")
                .serverSideApply();
    }
}
