package io.slipway.deployer.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.slipway.deployer.cluster.ClusterChanged;

/** Wakes the installation that an object is of; an object of a whole tenant wakes what runs in its namespace. */
final class Changes implements ResourceEventHandler<HasMetadata> {
    private final ClusterChanged listener;
    private final Watches watches;

    Changes(ClusterChanged listener, Watches watches) {
        this.listener = listener;
        this.watches = watches;
    }

    @Override
    public void onAdd(HasMetadata object) {
        if (!Marks.installation(object).isEmpty()) {
            tell(object);
        }
    }

    @Override
    public void onUpdate(HasMetadata before, HasMetadata object) {
        boolean resync = before.getMetadata()
                .getResourceVersion()
                .equals(object.getMetadata().getResourceVersion());
        if (!resync && !onlyCounted(before, object)) {
            tell(object);
        }
    }

    @Override
    public void onDelete(HasMetadata object, boolean finalStateUnknown) {
        tell(object);
    }

    /** A quota counts in its status what runs. */
    private static boolean onlyCounted(HasMetadata before, HasMetadata object) {
        return before instanceof ResourceQuota old
                && object instanceof ResourceQuota quota
                && old.getSpec().equals(quota.getSpec());
    }

    private void tell(HasMetadata object) {
        String installation = Marks.installation(object);
        if (!installation.isEmpty()) {
            listener.changed(installation);
            return;
        }
        String namespace = object.getMetadata().getNamespace();
        if (namespace != null) {
            watches.services.in(namespace).forEach(service -> listener.changed(Marks.installation(service)));
        }
    }
}
