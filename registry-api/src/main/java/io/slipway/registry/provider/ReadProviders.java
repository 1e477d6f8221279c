package io.slipway.registry.provider;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
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
    private final CatalogueStore catalogue;
    private final SearchSlots slots;

    ReadProviders(ProviderStore providers, CatalogueStore catalogue, SearchSlots slots) {
        this.providers = providers;
        this.catalogue = catalogue;
        this.slots = slots;
    }

    /** By creation, or by rank when something is searched for. */
    Uni<Page<ProviderView>> list(Caller caller, CatalogueFilter filter, Keyset page) {
        if (filter.findsNothing()) {
            return Uni.createFrom().item(page(List.of(), Map.of(), page));
        }
        Supplier<Uni<Page<ProviderView>>> found = () -> Panache.withTransaction(() -> find(caller, filter, page));
        return filter.ranked() ? slots.use(found) : found.get();
    }

    private Uni<Page<ProviderView>> find(Caller caller, CatalogueFilter filter, Keyset page) {
        return catalogue
                .begin()
                .chain(() -> catalogue.find(new CatalogueQuery(Reader.of(caller), filter, page)))
                .flatMap(hits -> catalogue
                        .load(hits.stream().map(CatalogueHit::id).toList())
                        .map(providers -> page(hits, providers, page)));
    }

    private static Page<ProviderView> page(List<CatalogueHit> hits, Map<String, Provider> providers, Keyset page) {
        return Page.of(
                hits, page, CatalogueHit::cursor, hit -> providers.get(hit.id()).view());
    }

    @WithSession
    public Uni<ProviderView> get(Caller caller, ProviderName name) {
        return providers.readable(name.toString(), caller).map(Provider::view);
    }
}
