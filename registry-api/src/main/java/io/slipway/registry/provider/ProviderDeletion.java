package io.slipway.registry.provider;

import io.slipway.registry.organization.Caller;
import io.smallrye.mutiny.Uni;

/** What has to end before a provider goes; implemented where versions are known. */
public interface ProviderDeletion {
    /** In the transaction that deletes, under the provider's lock. */
    Uni<Void> beforeDelete(String provider, Caller caller);
}
