package io.slipway.registry.environment;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class ReadEnvironments {
    private final EnvironmentStore environments;

    ReadEnvironments(EnvironmentStore environments) {
        this.environments = environments;
    }

    @WithSession
    Uni<Page<EnvironmentView>> list(Caller caller, Keyset page) {
        return environments
                .list(caller.organization(), page)
                .map(rows -> Page.of(rows, page, Environment::id, EnvironmentView::of));
    }

    /** Fails with 404 when there is none. */
    @WithSession
    Uni<EnvironmentView> get(Caller caller, String name) {
        return environments.require(caller.organization(), name).map(EnvironmentView::of);
    }
}
