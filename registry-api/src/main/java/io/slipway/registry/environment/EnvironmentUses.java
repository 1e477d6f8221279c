package io.slipway.registry.environment;

import io.smallrye.mutiny.Uni;

/** What is in environments; implemented where installations are known. */
public interface EnvironmentUses {

    /** Until the transaction ends nobody installs for the organization. To be asked before any other lock is taken. */
    Uni<Void> hold(String organization);

    /** Whether anything is installed there, or still being removed. */
    Uni<Boolean> isUsed(String organization, String environment);
}
