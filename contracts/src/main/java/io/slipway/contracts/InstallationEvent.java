package io.slipway.contracts;

/** What a tenant wants of an installation; emitted by registry-api on {@link Topics#INSTALLATIONS}. */
public sealed interface InstallationEvent extends LifecycleEvent {

    record InstallationRequested(InstallationIntent installation) implements InstallationEvent {}

    /** By hand: upgrade, downgrade, rollback or deploy. */
    record UpgradeRequested(InstallationIntent installation) implements InstallationEvent {}

    /** Policy, config, tier, pin or hold changed, or access to the provider; {@code reason} says which. */
    record InstallationChanged(InstallationIntent installation, String reason) implements InstallationEvent {}

    record UninstallRequested(InstallationIntent installation) implements InstallationEvent {}

    /** A type that this reader does not know yet: kept as it came. */
    record Unknown(String type, String json) implements InstallationEvent {}
}
