package io.slipway.registry.custom;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.conventions.EntityTags;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ChangeProvider;
import io.slipway.registry.provider.CreateProvider;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;

/** Custom providers as what they are: providers of the caller's organization. */
@ApplicationScoped
class ManageCustomProviders {
    private final OwnProviders own;
    private final CreateProvider create;
    private final ChangeProvider change;
    private final EntityTags tags;

    ManageCustomProviders(OwnProviders own, CreateProvider create, ChangeProvider change, EntityTags tags) {
        this.own = own;
        this.create = create;
        this.change = change;
        this.tags = tags;
    }

    /** @param page its anchor is a {@code cpr_…} */
    @WithSession
    Uni<Page<CustomProviderView>> list(Caller caller, Keyset page) {
        Keyset ofProviders =
                new Keyset(page.limit(), CustomIds.provider(page.anchor()), page.backward(), page.descending());
        return own.list(caller, ofProviders)
                .map(rows ->
                        Page.of(rows, page, provider -> CustomIds.ofProvider(provider.id()), CustomProviderView::of));
    }

    @WithSession
    Uni<CustomProviderView> get(Caller caller, String id) {
        return own.require(caller, id).map(CustomProviderView::of);
    }

    Uni<CustomProviderView> create(Caller caller, CustomProviderRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        return create.create(
                        caller,
                        ProviderNames.parse(caller.organization() + "/" + request.requiredName(), "/name"),
                        request.scheme(),
                        request.said())
                .map(CustomProviderView::of);
    }

    @WithTransaction
    Uni<CustomProviderView> patch(Caller caller, String id, Map<String, Object> patch, IfMatch ifMatch) {
        return taken(caller, id, ifMatch)
                .call(provider -> change.patch(caller, ProviderNames.stored(provider.name()), patch))
                .map(CustomProviderView::of);
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String id, IfMatch ifMatch) {
        return taken(caller, id, ifMatch)
                .flatMap(provider -> change.delete(caller, ProviderNames.stored(provider.name()), IfMatch.ANY));
    }

    private Uni<Provider> taken(Caller caller, String id, IfMatch ifMatch) {
        return own.lock(caller, id).invoke(provider -> tags.mustMatch(ifMatch, CustomProviderView.of(provider)));
    }
}
