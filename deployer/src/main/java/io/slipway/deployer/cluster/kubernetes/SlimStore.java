package io.slipway.deployer.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/** Keeps of an object what is looked at: neither who owns which field, nor what is secret. */
final class SlimStore<T extends HasMetadata> extends BasicItemStore<T> {
    SlimStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().setManagedFields(null);
        if (object instanceof Secret secret) {
            secret.setData(null);
        }
        return super.put(key, object);
    }
}
