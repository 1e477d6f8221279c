package io.slipway.orchestrator.build;

/** The claim that reports is not the newest any more: its result must not be stored. */
public class LeaseLost extends RuntimeException {
    public LeaseLost(String message) {
        super(message);
    }
}
