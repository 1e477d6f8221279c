package io.slipway.registry.custom;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.EntityId;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.custom.CustomDeployment.Step;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.Provider;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Writes down that a version is wanted in environments: a commit, and a deployment for each of them that waits to be applied. */
@ApplicationScoped
class RequestDeployments {
    private final CustomEnvironmentStore environments;
    private final DeploymentStore deployments;
    private final CommitStore commits;
    private final Audit audit;
    private final Clock clock;

    RequestDeployments(
            CustomEnvironmentStore environments,
            DeploymentStore deployments,
            CommitStore commits,
            Audit audit,
            Clock clock) {
        this.environments = environments;
        this.deployments = deployments;
        this.commits = commits;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param version {@code prv_…}
     * @param message null for none
     * @param from where a promoted version comes from; null when from none
     */
    record Wanted(String version, String message, List<CustomEnvironment> environments, CustomEnvironment from) {}

    /** What was written down. */
    record Requested(CustomCommit commit, List<CustomDeployment> deployments) {}

    /** In the caller's transaction, which has the provider's lock. Waiting ones to the same environments make way. */
    Uni<Requested> request(Provider provider, Caller caller, Wanted wanted) {
        return commit(provider, caller, wanted).flatMap(commit -> Multi.createFrom()
                .iterable(wanted.environments())
                .onItem()
                .transformToUniAndConcatenate(environment -> deploy(commit, environment, caller, wanted.version()))
                .collect()
                .asList()
                .map(made -> new Requested(commit, made)));
    }

    private Uni<CustomCommit> commit(Provider provider, Caller caller, Wanted wanted) {
        CustomEnvironment only =
                wanted.environments().size() == 1 ? wanted.environments().getFirst() : null;
        return commits.find("provider", provider.name()).firstResult().flatMap(first -> serving(only)
                .flatMap(serving -> commits.persistAndFlush(new CustomCommit(
                        EntityId.create("cpcm_", clock),
                        provider.name(),
                        new CustomCommit.Wish(
                                first == null ? CustomCommit.Type.create : CustomCommit.Type.merge,
                                wanted.message(),
                                serving,
                                wanted.version(),
                                only == null ? null : only.id(),
                                wanted.from() == null ? null : wanted.from().id()),
                        caller.actor(),
                        clock.instant()))));
    }

    private Uni<String> serving(CustomEnvironment only) {
        return only == null
                ? Uni.createFrom().nullItem()
                : environments
                        .running(List.of(only.id()))
                        .map(running -> running.containsKey(only.id())
                                ? running.get(only.id()).serving()
                                : null);
    }

    private Uni<CustomDeployment> deploy(
            CustomCommit commit, CustomEnvironment environment, Caller caller, String version) {
        CustomDeployment made = new CustomDeployment(
                EntityId.create("cpd_", clock), commit, version, environment.id(), caller, clock.instant());
        environment.wants(version, clock.instant());
        return environments
                .share(commit.provider(), environment)
                .chain(() -> deployments.supersede(environment.id(), List.of(Step.waiting), made.id()))
                .chain(() -> deployments.persistAndFlush(made))
                .call(() -> audit(caller, made, environment));
    }

    /** In the transaction that makes it. */
    Uni<Void> audit(Caller caller, CustomDeployment made, CustomEnvironment environment) {
        return audit.record(
                caller,
                "custom_deployment.requested",
                made.id(),
                Map.of(
                        "provider",
                        made.provider(),
                        "environment",
                        environment.name(),
                        "version_id",
                        made.versionId(),
                        "commit_id",
                        made.commitId()));
    }
}
