package io.slipway.registry.provider;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;
import io.smallrye.mutiny.Uni;

/** Names under which a caller may publish, be there a provider of that name or not yet. */
@ApplicationScoped
public class OwnNames {
    private final ProviderStore providers;

    OwnNames(ProviderStore providers) {
        this.providers = providers;
    }

    /** Fails for another organization's name: with 404 when the caller does not see such a provider, else with 403. */
    @WithSession
    public Uni<Void> mustBeOwn(Caller caller, ProviderName name) {
        return caller.organization().equals(name.org())
                ? Uni.createFrom().voidItem()
                : providers.mustBeReadable(name.toString(), caller).invoke(() -> caller.mustBelongTo(name.org()));
    }

    /** The same, and fails with 410 when the provider was deleted. */
    @WithSession
    public Uni<Void> mustBeOwnAndStand(Caller caller, ProviderName name) {
        return mustBeOwn(caller, name).chain(() -> isHidden(caller, name)).replaceWithVoid();
    }

    /** In the caller's session: whether there is such a provider, and it is not to know; fails with 410 when it was deleted. */
    public Uni<Boolean> isHidden(Caller caller, ProviderName name) {
        return providers.hides(name.toString(), Reader.of(caller));
    }
}
