package io.slipway.local.kubernetes;

/** Why providers cannot run on Kubernetes, in one line that says what to do. */
public final class NoClusterException extends RuntimeException {
    NoClusterException(String message) {
        super(message);
    }
}
