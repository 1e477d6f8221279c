package io.slipway.deployer.cluster.kubernetes;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/**
 * Keeps of an object what is looked at: neither who owns which field, nor what is secret, nor what a pod is made of. All
 * installations of the cluster are in it.
 */
final class SlimStore<T extends HasMetadata> extends BasicItemStore<T> {
    SlimStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().setManagedFields(null);
        switch (object) {
            case Secret secret -> secret.setData(null);
            case Pod pod -> pod.setSpec(slim(pod.getSpec()));
            // Nobody compares it any more: if it is to run again, it is applied as a whole.
            case Deployment deployment
            when Marks.stopped(deployment) -> {
                var template = deployment.getSpec().getTemplate();
                template.setSpec(slim(template.getSpec()));
            }
            default -> {}
        }
        return super.put(key, object);
    }

    /** Where it runs, what it waits for, and its images. */
    private static PodSpec slim(PodSpec whole) {
        List<Container> containers = whole.getContainers().stream()
                .map(one -> new ContainerBuilder()
                        .withName(one.getName())
                        .withImage(one.getImage())
                        .build())
                .toList();
        return new PodSpecBuilder()
                .withNodeName(whole.getNodeName())
                .withReadinessGates(whole.getReadinessGates())
                .withContainers(containers)
                .build();
    }
}
