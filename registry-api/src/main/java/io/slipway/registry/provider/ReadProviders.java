package io.slipway.registry.provider;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.smallrye.mutiny.Uni;

/** Providers as a caller may see them. */
@ApplicationScoped
public class ReadProviders {
    private final ProviderStore providers;

    ReadProviders(ProviderStore providers) {
        this.providers = providers;
    }

    @WithSession
    public Uni<Page<ProviderView>> list(Caller caller, String prefix, Keyset page) {
        return providers
                .list(caller.organization(), likeLiteral(prefix), page)
                .map(rows -> Page.of(rows, page, Provider::id, Provider::view));
    }

    @WithSession
    public Uni<ProviderView> get(Caller caller, ProviderName name) {
        return providers.readable(name.toString(), caller.organization()).map(Provider::view);
    }

    private static String likeLiteral(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
