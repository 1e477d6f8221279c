package io.slipway.registry.environment;

import io.smallrye.mutiny.Uni;

/** What goes with an environment; implemented where it is known. */
public interface EnvironmentDeletion {
    /**
     * In the transaction that has deleted it: nobody who shares it ({@link EnvironmentStore#share}) comes between. Fails with 409
     * while something is on its way there.
     */
    Uni<Void> deleted(String organization, String environment);
}
