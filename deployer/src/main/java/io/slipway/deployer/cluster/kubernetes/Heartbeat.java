package io.slipway.deployer.cluster.kubernetes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.deployer.cluster.ClusterException;

/**
 * Whether the API server answers. A watch whose connection is lost is begun again without a word: meanwhile what it told last
 * looks as if it were so, and no time may count.
 */
final class Heartbeat {
    private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Asked again early enough that most looks need not wait for the answer. */
    private static final long FRESH_NANOS = AGE_NANOS / 2;

    private final KubernetesClient client;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile long heard = System.nanoTime() - AGE_NANOS;

    Heartbeat(KubernetesClient client) {
        this.client = client;
    }

    /** @throws ClusterException when it has not answered within the last two seconds, and does not now */
    void check() {
        if (age() < FRESH_NANOS) {
            return;
        }
        if (age() < AGE_NANOS && !asking.tryLock()) {
            return; // somebody asks already
        }
        if (!asking.isHeldByCurrentThread()) {
            asking.lock();
        }
        try {
            ask();
        } finally {
            asking.unlock();
        }
    }

    private void ask() {
        if (age() < FRESH_NANOS) {
            return;
        }
        try {
            client.getKubernetesVersion();
            heard = System.nanoTime();
        } catch (KubernetesClientException e) {
            if (age() >= AGE_NANOS) {
                throw new ClusterException("the API server does not answer: " + e.getMessage(), e);
            }
        }
    }

    private long age() {
        return System.nanoTime() - heard;
    }
}
