package io.slipway.deployer.cluster;

/** Somebody with a newer lease has taken over this installation: stop, and save nothing. */
public class FencedException extends ClusterException {
    public FencedException(String message) {
        super(message);
    }
}
