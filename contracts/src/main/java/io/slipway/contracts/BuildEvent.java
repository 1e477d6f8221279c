package io.slipway.contracts;

/** What happened to a build; emitted by build-orchestrator on {@link Topics#BUILDS}. */
public sealed interface BuildEvent extends LifecycleEvent {

    record BuildStarted(BuildState build) implements BuildEvent {}

    record BuildSucceeded(BuildState build) implements BuildEvent {}

    record BuildFailed(BuildState build) implements BuildEvent {}

    /** A type that this reader does not know yet: kept as it came. */
    record Unknown(String type, String json) implements BuildEvent {}
}
