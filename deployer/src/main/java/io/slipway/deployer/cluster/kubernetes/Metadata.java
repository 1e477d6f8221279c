package io.slipway.deployer.cluster.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;

/** Names, labels and annotations of what belongs to an installation. */
record Metadata(KubernetesConfig config, Placement placement) {

    String namespace() {
        return Names.namespace(config.namespacePrefix(), placement.organization(), placement.environment());
    }

    /** Of what all revisions share. */
    ObjectMeta installation(long fence) {
        return meta(Names.installation(placement.installation()), Labels.installation(placement), fence);
    }

    ObjectMeta revision(RevisionSpec revision, long fence) {
        return revision(Names.revision(placement.installation(), revision.number()), revision, fence);
    }

    ObjectMeta revision(String name, RevisionSpec revision, long fence) {
        return meta(name, Labels.revision(placement, revision), fence);
    }

    private ObjectMeta meta(String name, Map<String, String> labels, long fence) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Labels.PROVIDER, placement.provider());
        annotations.put(Labels.FENCE, String.valueOf(fence));
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace())
                .withLabels(labels)
                .withAnnotations(annotations)
                .build();
    }
}
