package io.slipway.orchestrator.build;

/** A peer or the OCI registry does not answer, or not as it should: not the author's fault, worth another attempt. */
public class Unavailable extends Exception {
    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public Unavailable(String message) {
        super(message);
    }
}
