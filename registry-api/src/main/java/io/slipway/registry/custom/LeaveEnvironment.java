package io.slipway.registry.custom;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.environment.EnvironmentDeletion;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** With an environment of an organization, its custom providers lose theirs; what was deployed there stays on record. */
@ApplicationScoped
class LeaveEnvironment implements EnvironmentDeletion {
    private final CustomEnvironmentStore environments;
    private final DeploymentStore deployments;

    LeaveEnvironment(CustomEnvironmentStore environments, DeploymentStore deployments) {
        this.environments = environments;
        this.deployments = deployments;
    }

    @Override
    public Uni<Void> deleted(String organization, String environment) {
        // First, so that whoever is about to deploy there has done so, or finds it gone.
        return environments
                .leave(organization, environment)
                .chain(() -> deployments.underWay(organization, environment))
                .invoke(found -> found.ifPresent(one -> refuse(environment, one)))
                .replaceWithVoid();
    }

    private static void refuse(String environment, DeploymentStore.UnderWay one) {
        throw ProblemException.complete(
                ErrorCode.ENVIRONMENT_IN_USE,
                "The deployment " + one.id() + " of " + one.provider() + " is on its way to " + environment
                        + ". Wait until it has ended.",
                List.of());
    }
}
