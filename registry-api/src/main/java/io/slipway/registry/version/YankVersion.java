package io.slipway.registry.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.registry.provider.ProviderUses;
import io.smallrye.mutiny.Uni;

/** Withdraws a version and says whom that concerns. */
@ApplicationScoped
public class YankVersion {
    private final ChangeVersion change;
    private final ProviderUses uses;

    YankVersion(ChangeVersion change, ProviderUses uses) {
        this.change = change;
        this.uses = uses;
    }

    @WithTransaction
    Uni<YankedView> yank(VersionCommand command, Yank yank) {
        return change.yank(command, yank)
                .flatMap(version -> uses.affectedBy(version.providerName(), version.version(), command.caller())
                        .map(affected -> new YankedView(version, affected)));
    }
}
