package io.slipway.deployer.cluster;

/** The cluster cannot be asked, or did not do what it was asked for. Trying again later may help. */
public class ClusterException extends RuntimeException {
    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
