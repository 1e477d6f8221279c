package io.slipway.contracts;

/** What became of an installation; emitted by deployer on {@link Topics#ROLLOUTS}. */
public sealed interface RolloutEvent extends LifecycleEvent {

    record RolloutStarted(InstallationOutcome installation) implements RolloutEvent {}

    record RolloutSucceeded(InstallationOutcome installation) implements RolloutEvent {}

    /** The first revision of an installation never became healthy: nothing serves. */
    record RolloutFailed(InstallationOutcome installation) implements RolloutEvent {}

    /** A rollout failed and the revision before it serves (still). */
    record RolledBack(InstallationOutcome installation) implements RolloutEvent {}

    /** What is wanted cannot be rolled out now; the condition's reason says why. */
    record InstallationParked(InstallationOutcome installation) implements RolloutEvent {}

    /** Somebody else had changed what runs in the cluster, and it was put back; {@code installation.restored} says what. */
    record InstallationRestored(InstallationOutcome installation) implements RolloutEvent {}

    record InstallationRemoved(InstallationOutcome installation) implements RolloutEvent {}

    /** A type that this reader does not know yet: kept as it came. */
    record Unknown(String type, String json) implements RolloutEvent {}
}
