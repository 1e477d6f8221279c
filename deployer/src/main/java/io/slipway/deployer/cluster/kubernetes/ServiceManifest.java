package io.slipway.deployer.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.slipway.deployer.cluster.Placement;

/** The address of an installation for all its time. Its selector names the revision that gets the requests. */
final class ServiceManifest {
    static final int PORT = 80;

    private final KubernetesConfig config;

    ServiceManifest(KubernetesConfig config) {
        this.config = config;
    }

    /** @param route null: nothing gets them */
    Service of(Placement placement, Integer route, long fence) {
        return Desired.marked(new ServiceBuilder()
                .withMetadata(new Metadata(config, placement).installation(fence))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selector(placement.installation(), route))
                .addNewPort()
                .withName(PodManifest.PORT_NAME)
                .withProtocol("TCP")
                .withPort(PORT)
                .withNewTargetPort(PodManifest.PORT_NAME)
                .endPort()
                .endSpec()
                .build());
    }
}
