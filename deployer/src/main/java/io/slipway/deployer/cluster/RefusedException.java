package io.slipway.deployer.cluster;

/** The cluster answers, and says no: until somebody changes something there, trying again will not help. */
public class RefusedException extends ClusterException {
    private final String reason;

    /** @param reason CamelCase, for a condition; the message says what to do */
    public RefusedException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
