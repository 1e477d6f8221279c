package io.slipway.orchestrator.build;

/** How one attempt ended. */
public sealed interface Outcome {

    record Succeeded(Built built) implements Outcome {}

    /** The source is at fault. */
    record Failed(String code, String message) implements Outcome {}

    /** Somebody whom the build needs is away. */
    record Waiting(String reason) implements Outcome {}

    /** Nobody expected this; it may be the machine, it may be us. */
    record Broken(String reason) implements Outcome {}

    /** This service stops, or lost the lease. */
    record GivenBack() implements Outcome {}
}
