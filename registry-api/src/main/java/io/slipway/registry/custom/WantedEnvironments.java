package io.slipway.registry.custom;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.environment.EnvironmentName;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Which environments a request means. */
@ApplicationScoped
class WantedEnvironments {
    private final CustomEnvironmentStore environments;

    WantedEnvironments(CustomEnvironmentStore environments) {
        this.environments = environments;
    }

    /**
     * Fails with 422 for one that the custom provider does not have.
     *
     * @param names null: default, if it has that and the caller may install
     */
    Uni<List<CustomEnvironment>> of(Provider provider, Caller caller, List<String> names) {
        if (names == null) {
            return caller.scopes().contains(Scope.INSTALL)
                    ? environments
                            .findNamed(provider.name(), EnvironmentName.DEFAULT)
                            .map(found -> found == null ? List.of() : List.of(found))
                    : Uni.createFrom().item(List.of());
        }
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(name -> named(provider, "/environments", name))
                .collect()
                .asList();
    }

    /** @param field for the problem. @param name or id; null for default. Fails with 422 when it has none of this name */
    Uni<CustomEnvironment> named(Provider provider, String field, String name) {
        String wanted = name == null ? EnvironmentName.DEFAULT : name;
        return environments
                .require(provider.name(), wanted)
                .onFailure(ProblemException.class)
                .transform(_ -> ProblemException.ofField(
                        ErrorCode.INVALID_VALUE,
                        field,
                        "has no environment " + wanted + ": make it by POST …/environments"));
    }
}
