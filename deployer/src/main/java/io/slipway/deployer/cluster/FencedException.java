package io.slipway.deployer.cluster;

/** Somebody with a newer lease has taken over this installation: stop, and save nothing. */
public class FencedException extends ClusterException {
    private final long newer;

    public FencedException(String message) {
        this(message, 0);
    }

    /** @param newer the fence that was seen */
    public FencedException(String message, long newer) {
        super(message);
        this.newer = newer;
    }

    /** 0 where the cluster does not tell. */
    public long newer() {
        return newer;
    }
}
