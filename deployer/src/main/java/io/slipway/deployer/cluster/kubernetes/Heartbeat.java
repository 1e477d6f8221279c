package io.slipway.deployer.cluster.kubernetes;

import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.deployer.cluster.ClusterException;

/**
 * Whether the API server answers. A watch whose connection is lost is begun again without a word: meanwhile what it told last
 * looks as if it were so, and no time may count.
 */
final class Heartbeat {
    private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final KubernetesClient client;
    private long heard = System.nanoTime() - AGE_NANOS;

    Heartbeat(KubernetesClient client) {
        this.client = client;
    }

    synchronized void check() {
        if (System.nanoTime() - heard < AGE_NANOS) {
            return;
        }
        try {
            client.getKubernetesVersion();
            heard = System.nanoTime();
        } catch (KubernetesClientException e) {
            throw new ClusterException("the API server does not answer: " + e.getMessage(), e);
        }
    }
}
