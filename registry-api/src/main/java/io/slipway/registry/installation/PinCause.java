package io.slipway.registry.installation;

/** What holds an installation at a version: a request by hand, or that its tenant may no longer see the provider. */
enum PinCause {
    upgrade,
    downgrade,
    rollback,
    access
}
