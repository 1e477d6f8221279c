package io.slipway.registry.custom;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.environment.EnvironmentName;
import io.slipway.registry.environment.EnvironmentStore;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.smallrye.mutiny.Uni;

/** Gives a custom provider one of its organization's environments: versions can be deployed there from then on. */
@ApplicationScoped
class AddEnvironment {
    private final OwnProviders own;
    private final EnvironmentStore organizations;
    private final CustomEnvironmentStore environments;
    private final CustomViews views;
    private final Audit audit;

    AddEnvironment(
            OwnProviders own,
            EnvironmentStore organizations,
            CustomEnvironmentStore environments,
            CustomViews views,
            Audit audit) {
        this.own = own;
        this.organizations = organizations;
        this.environments = environments;
        this.views = views;
        this.audit = audit;
    }

    /** Fails with 404 for one that the organization does not have, with 409 for one that the custom provider has. */
    @WithTransaction
    Uni<CustomEnvironmentView> add(Caller caller, String id, CustomEnvironmentRequest request) {
        String name = EnvironmentName.checked("/name", request.name());
        return own.lock(caller, id)
                .call(provider -> organizations.share(caller.organization(), name))
                .call(provider -> mustBeNew(provider, name))
                .flatMap(provider -> environments
                        .add(provider.name(), name)
                        .call(made -> audit.record(
                                caller,
                                "custom_environment.created",
                                made.id(),
                                Map.of("provider", provider.name(), "environment", name)))
                        .flatMap(made -> views.environments(provider, List.of(made)))
                        .map(List::getFirst));
    }

    private Uni<Void> mustBeNew(Provider provider, String name) {
        return environments
                .findNamed(provider.name(), name)
                .invoke(existing -> {
                    if (existing != null) {
                        throw ProblemException.complete(
                                ErrorCode.CONFLICT,
                                provider.name() + " has the environment " + name + " already, " + existing.id() + ".",
                                List.of());
                    }
                })
                .replaceWithVoid();
    }
}
