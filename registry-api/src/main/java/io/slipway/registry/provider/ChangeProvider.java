package io.slipway.registry.provider;

import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.conventions.EntityTags;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** What publishers do to a provider as a whole. */
@ApplicationScoped
public class ChangeProvider {
    private final ProviderStore providers;
    private final ShareStore shares;
    private final ProviderUses uses;
    private final ProviderDeletion deletion;
    private final EntityTags tags;
    private final Audit audit;
    private final Clock clock;

    ChangeProvider(
            ProviderStore providers,
            ShareStore shares,
            ProviderUses uses,
            ProviderDeletion deletion,
            EntityTags tags,
            Audit audit,
            Clock clock) {
        this.providers = providers;
        this.shares = shares;
        this.uses = uses;
        this.deletion = deletion;
        this.tags = tags;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param patch a JSON merge patch (RFC 7396), checked here */
    public Uni<ProviderView> patch(Caller caller, ProviderName name, Map<String, Object> patch) {
        return patch(caller, name, ProviderPatch.of(patch), IfMatch.ANY);
    }

    /** @param patch what is to be changed; what it leaves out stays */
    @WithTransaction
    Uni<ProviderView> patch(Caller caller, ProviderName name, ProviderPatch patch, IfMatch ifMatch) {
        return providers
                .lockOwn(caller, name)
                .invoke(provider -> tags.mustMatch(ifMatch, provider.view()))
                .call(provider -> provider.isMovedBy(patch) ? shares.reviewAll(provider) : nothing())
                .invoke(provider -> provider.patch(patch, clock.instant()))
                .call(_ -> audit.record(caller, "provider.changed", name.toString(), patch.changes()))
                .map(Provider::view);
    }

    /** Fails with 409 while anybody has it installed. Its name is never given again. */
    @WithTransaction
    public Uni<Void> delete(Caller caller, ProviderName name, IfMatch ifMatch) {
        return providers
                .lockOwn(caller, name)
                .invoke(provider -> tags.mustMatch(ifMatch, provider.view()))
                .call(provider -> uses.isInstalled(provider.name()).invoke(installed -> refuse(provider, installed)))
                .call(provider -> deletion.beforeDelete(provider.name(), caller))
                .invoke(provider -> provider.delete(clock.instant()))
                .call(_ -> audit.record(caller, "provider.deleted", name.toString(), Map.of()))
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static void refuse(Provider provider, boolean installed) {
        if (installed) {
            throw ProblemException.of(ErrorCode.PROVIDER_INSTALLED, provider.name() + " is installed.");
        }
    }
}
