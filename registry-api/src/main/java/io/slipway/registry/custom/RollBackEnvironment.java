package io.slipway.registry.custom;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.registry.custom.CustomDeployment.Step;
import io.slipway.registry.custom.CustomVersion.Row;
import io.slipway.registry.installation.Address;
import io.slipway.registry.installation.DeployVersion;
import io.slipway.registry.installation.DeployVersion.Progress;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.smallrye.mutiny.Uni;

/**
 * Back to what served before: what the version that serves now took the place of when it was deployed, not what has the
 * index below, nor what was just left by another rollback.
 */
@ApplicationScoped
class RollBackEnvironment {
    private final OwnProviders own;
    private final WantedEnvironments environments;
    private final CustomVersionStore versions;
    private final DeploymentStore deployments;
    private final CommitStore commits;
    private final RequestDeployments requests;
    private final DeployVersion installations;
    private final CustomViews views;
    private final Clock clock;

    RollBackEnvironment(
            OwnProviders own,
            WantedEnvironments environments,
            CustomVersionStore versions,
            DeploymentStore deployments,
            CommitStore commits,
            RequestDeployments requests,
            DeployVersion installations,
            CustomViews views,
            Clock clock) {
        this.own = own;
        this.environments = environments;
        this.versions = versions;
        this.deployments = deployments;
        this.commits = commits;
        this.requests = requests;
        this.installations = installations;
        this.views = views;
        this.clock = clock;
    }

    /** A rollback under way. @param before where the installation stood */
    private record Way(Caller caller, Provider provider, CustomEnvironment environment, Progress before) {
        Address address() {
            return new Address(caller, environment.name(), provider.name());
        }

        /** Nothing else is on its way there. */
        boolean isSettled() {
            return before.serving() != null && before.serving().equals(before.wanted());
        }
    }

    /** Fails with 409 when nothing served before. The installation's lock comes before the provider's. */
    @WithTransaction
    Uni<CustomCommitView> rollBack(Caller caller, String id, CustomCommitRequest request) {
        CustomTexts.message(request.message());
        return own.require(caller, id)
                .flatMap(provider -> environments
                        .named(provider, "/environment", request.environment())
                        .flatMap(environment -> begin(caller, provider, environment)))
                .call(() -> own.share(caller, id))
                .flatMap(way -> restore(way, request.message())
                        .flatMap(commit -> views.commits(way.provider(), List.of(commit)))
                        .map(List::getFirst));
    }

    private Uni<Way> begin(Caller caller, Provider provider, CustomEnvironment environment) {
        return installations
                .lock(new Address(caller, environment.name(), provider.name()))
                .onItem()
                .ifNull()
                .failWith(() -> nothing("Nothing is installed in " + environment.name() + "."))
                .map(before -> new Way(caller, provider, environment, before));
    }

    private Uni<CustomCommit> restore(Way way, String message) {
        return serving(way).flatMap(serving -> predecessor(way, serving)
                .flatMap(number -> installations.rollBack(way.address(), number))
                .flatMap(after -> versions.findNumber(way.provider().name(), after.wanted())
                        .flatMap(target -> write(way, message, serving, target, after))));
    }

    /** Null when nothing serves, or what serves was deleted. */
    private Uni<Row> serving(Way way) {
        return way.before().serving() == null
                ? Uni.createFrom().nullItem()
                : versions.findNumber(way.provider().name(), way.before().serving());
    }

    /** The number to go to; null for what the installation knows to be good. */
    private Uni<String> predecessor(Way way, Row serving) {
        if (serving == null || !way.isSettled()) {
            return Uni.createFrom().nullItem();
        }
        return deployments.introducing(way.environment().id(), serving.id()).flatMap(deployment -> {
            if (deployment == null) {
                return Uni.createFrom().nullItem();
            }
            if (deployment.predecessor() == null) {
                throw nothing("Nothing served before " + serving.number() + ".");
            }
            return versions.find(way.provider().name(), deployment.predecessor())
                    .map(row -> row == null ? null : row.number());
        });
    }

    private Uni<CustomCommit> write(Way way, String message, Row serving, Row target, Progress after) {
        CustomCommit.Wish wish = new CustomCommit.Wish(
                CustomCommit.Type.rollback,
                message,
                serving == null ? null : serving.id(),
                target.id(),
                way.environment().id(),
                null);
        CustomCommit commit = new CustomCommit(
                EntityId.create("cpcm_", clock),
                way.provider().name(),
                wish,
                way.caller().actor(),
                clock.instant());
        CustomDeployment deployment = new CustomDeployment(
                EntityId.create("cpd_", clock),
                commit,
                target.id(),
                way.environment().id(),
                way.caller(),
                clock.instant());
        deployment.rolls(after.installation(), after.requested(), wish.fromVersion(), clock.instant());
        way.environment().wants(target.id(), clock.instant());
        return deployments
                .supersede(way.environment().id(), List.of(Step.waiting, Step.rolling), deployment.id())
                .chain(() -> commits.persistAndFlush(commit))
                .call(() -> deployments.persistAndFlush(deployment))
                .call(() -> requests.audit(way.caller(), deployment, way.environment()));
    }

    private static ProblemException nothing(String why) {
        return ProblemException.complete(
                ErrorCode.CONFLICT,
                "There is nothing to roll back to. " + why + " Deploy a version instead.",
                List.of());
    }
}
