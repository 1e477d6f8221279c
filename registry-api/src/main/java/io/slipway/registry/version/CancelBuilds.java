package io.slipway.registry.version;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.VersionEvent.VersionFailed;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderDeletion;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Nobody builds for a provider that is being deleted, and nobody needs the logins of its images. */
@ApplicationScoped
class CancelBuilds implements ProviderDeletion {
    private final VersionStore versions;
    private final VersionEvents events;
    private final RegistryCredentials credentials;
    private final Clock clock;

    CancelBuilds(VersionStore versions, VersionEvents events, RegistryCredentials credentials, Clock clock) {
        this.versions = versions;
        this.events = events;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public Uni<Void> beforeDelete(String provider, Caller caller) {
        return versions.building(provider)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(version -> cancel(version, caller))
                .collect()
                .last()
                .chain(() -> credentials.forgetAll(provider));
    }

    private Uni<Version> cancel(Version version, Caller caller) {
        version.failed("cancelled", "the provider was deleted by " + caller.actor(), clock.instant());
        return events.tell(version, caller.actor(), VersionFailed::new);
    }
}
