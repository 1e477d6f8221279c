package io.slipway.registry.custom;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.custom.CustomVersion.Row;
import io.slipway.registry.custom.RequestDeployments.Requested;
import io.slipway.registry.custom.RequestDeployments.Wanted;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.smallrye.mutiny.Uni;

/** Wants a version that is there, or is being built, in an environment: it gets there when it can. */
@ApplicationScoped
class DeployCustomVersion {
    private final OwnProviders own;
    private final CustomVersionStore versions;
    private final WantedEnvironments environments;
    private final CustomEnvironmentStore places;
    private final RequestDeployments deployments;
    private final CustomViews views;

    DeployCustomVersion(
            OwnProviders own,
            CustomVersionStore versions,
            WantedEnvironments environments,
            CustomEnvironmentStore places,
            RequestDeployments deployments,
            CustomViews views) {
        this.own = own;
        this.versions = versions;
        this.environments = environments;
        this.places = places;
        this.deployments = deployments;
        this.views = views;
    }

    /** Fails with 409 for a version whose build failed. */
    @WithTransaction
    Uni<CustomDeploymentView> deploy(Caller caller, String id, CustomDeploymentRequest request) {
        CustomTexts.message(request.message());
        return own.lock(caller, id).flatMap(provider -> environments
                .named(provider, "/environment", request.environment())
                .flatMap(environment -> version(provider, request.versionId())
                        .flatMap(row -> deployments.request(
                                provider, caller, new Wanted(row.id(), request.message(), List.of(environment), null))))
                .flatMap(requested ->
                        views.deployment(provider, requested.deployments().getFirst())));
    }

    /** A version, or what serves in another environment. */
    @WithTransaction
    Uni<CustomCommitView> merge(Caller caller, String id, CustomCommitRequest request) {
        CustomTexts.message(request.message());
        if ((request.versionId() == null) == (request.fromEnvironment() == null)) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "/version_id", "either this or from_environment must be given");
        }
        return own.lock(caller, id).flatMap(provider -> environments
                .named(provider, "/environment", request.environment())
                .flatMap(environment -> merge(provider, caller, environment, request))
                .flatMap(requested -> views.commits(provider, List.of(requested.commit())))
                .map(List::getFirst));
    }

    private Uni<Requested> merge(
            Provider provider, Caller caller, CustomEnvironment environment, CustomCommitRequest request) {
        if (request.fromEnvironment() == null) {
            return version(provider, request.versionId())
                    .flatMap(row -> deployments.request(
                            provider, caller, new Wanted(row.id(), request.message(), List.of(environment), null)));
        }
        return environments
                .named(provider, "/from_environment", request.fromEnvironment())
                .flatMap(from -> serving(from)
                        .flatMap(version -> deployments.request(
                                provider, caller, new Wanted(version, request.message(), List.of(environment), from))));
    }

    private Uni<String> serving(CustomEnvironment from) {
        return places.running(List.of(from.id())).map(running -> {
            String version =
                    running.containsKey(from.id()) ? running.get(from.id()).serving() : null;
            if (version == null) {
                throw ProblemException.complete(
                        ErrorCode.CONFLICT,
                        "Nothing serves in " + from.name() + " that could be taken over: deploy a version there first.",
                        List.of());
            }
            return version;
        });
    }

    private Uni<Row> version(Provider provider, String id) {
        if (id == null || !id.startsWith("cpv_")) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "/version_id", "must be the id of a version, cpv_…");
        }
        return versions.require(provider.name(), CustomIds.version(id)).invoke(row -> {
            if (row.build().equals("failed")) {
                throw ProblemException.of(
                        ErrorCode.VERSION_NOT_PUBLISHED, "The build of version " + row.number() + " failed.");
            }
        });
    }
}
