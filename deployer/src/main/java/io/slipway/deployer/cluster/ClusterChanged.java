package io.slipway.deployer.cluster;

/** Hears of a cluster that tells by itself what has changed in it, so that nobody waits for the next slow look. */
@FunctionalInterface
public interface ClusterChanged {

    /** Never blocks and never throws, whatever thread calls; what is lost is found by the next look. */
    void changed(String installation);
}
