package io.slipway.contracts;

/** One fact on a lifecycle topic. Every event carries the full public state of its aggregate beside its verb. */
public sealed interface LifecycleEvent permits VersionEvent, BuildEvent, InstallationEvent, RolloutEvent {}
