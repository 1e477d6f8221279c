package io.slipway.registry.installation;

/** Which request by hand holds an installation at a version. */
enum PinCause {
    upgrade,
    downgrade,
    rollback
}
