package io.slipway.registry.custom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.custom.CustomDeployment.Step;
import io.slipway.registry.custom.CustomVersion.Row;
import io.slipway.registry.installation.Address;
import io.slipway.registry.installation.DeployVersion;
import io.slipway.registry.installation.DeployVersion.Progress;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/**
 * Brings a deployment one step further. The installation is locked first, then the provider, so that neither a build's end nor
 * an outcome comes between what is read and what is written; both wake deployments by what they lock last, their rows.
 */
@ApplicationScoped
class AdvanceDeployment {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final int SERVER_ERROR = 500;

    private final DeploymentStore deployments;
    private final CustomEnvironmentStore environments;
    private final CustomVersionStore versions;
    private final ProviderStore providers;
    private final DeployVersion installations;
    private final Clock clock;

    AdvanceDeployment(
            DeploymentStore deployments,
            CustomEnvironmentStore environments,
            CustomVersionStore versions,
            ProviderStore providers,
            DeployVersion installations,
            Clock clock) {
        this.deployments = deployments;
        this.environments = environments;
        this.versions = versions;
        this.providers = providers;
        this.installations = installations;
        this.clock = clock;
    }

    /** What is looked at. @param progress null when nothing is installed. @param version null when it was deleted */
    private record Look(CustomDeployment deployment, CustomEnvironment environment, Progress progress, Row version) {
        Address address() {
            Caller caller = onBehalf(deployment.provider(), deployment.actor(), deployment.account());
            return new Address(caller, environment.name(), deployment.provider());
        }

        DeploymentDecision decide() {
            return DeploymentDecision.of(new DeploymentDecision.Input(
                    deployment.step(),
                    version == null ? null : version.number(),
                    version == null ? null : version.build(),
                    deployment.installation(),
                    deployment.generation(),
                    progress));
        }
    }

    /** The next one that is due, which nobody else looks at for a while. */
    @WithTransaction
    Uni<Optional<String>> claim() {
        return deployments.claim();
    }

    /** Fails with what the request for the version was refused with; then nothing was changed. */
    @WithTransaction
    Uni<Void> advance(String id) {
        return deployments
                .place(id)
                .flatMap(place -> look(id, place))
                .flatMap(look -> look.deployment().isOver() ? nothing() : carryOut(look, look.decide()));
    }

    private Uni<Look> look(String id, DeploymentStore.Place place) {
        Caller caller = onBehalf(place.provider(), place.actor(), place.account());
        return installations
                .lock(new Address(caller, place.environment(), place.provider()))
                .call(() -> providers.share(place.provider()))
                .flatMap(progress -> deployments.lock(id).flatMap(deployment -> environments
                        .findById(deployment.environment())
                        .flatMap(environment -> versions.find(place.provider(), deployment.versionId())
                                .map(row -> new Look(deployment, environment, progress, row)))));
    }

    private Uni<Void> carryOut(Look look, DeploymentDecision decision) {
        Instant now = clock.instant();
        return switch (decision) {
            case DeploymentDecision.Wait(String why) -> {
                look.deployment().waits(why, now, now.plus(pause(look.deployment())));
                yield nothing();
            }
            case DeploymentDecision.Apply _ -> apply(look);
            case DeploymentDecision.Succeed _ -> {
                look.deployment().succeeded(now);
                yield nothing();
            }
            case DeploymentDecision.Fail(String code, String message) -> {
                fail(look.deployment(), look.environment(), code, message);
                yield nothing();
            }
        };
    }

    private Uni<Void> apply(Look look) {
        return previous(look)
                .flatMap(previous -> installations
                        .deploy(look.address(), look.version().number())
                        .onFailure(ProblemException.class)
                        .transform(problem -> DeploymentRefusal.of(
                                (ProblemException) problem,
                                look.address(),
                                look.version().number(),
                                look.progress()))
                        .invoke(after -> look.deployment()
                                .rolls(after.installation(), after.requested(), previous, clock.instant())))
                .chain(() -> deployments.supersede(
                        look.environment().id(),
                        List.of(Step.rolling),
                        look.deployment().id()));
    }

    /** What serves, {@code prv_…}; null when nothing does. */
    private Uni<String> previous(Look look) {
        return look.progress() == null || look.progress().serving() == null
                ? Uni.createFrom().nullItem()
                : versions.findNumber(
                                look.deployment().provider(), look.progress().serving())
                        .map(row -> row == null ? null : row.id());
    }

    /** After a refusal: what is being removed, required and not there yet, or out of order is waited for; all else ends it. */
    @WithTransaction
    Uni<Void> refused(String id, ProblemException problem) {
        return deployments
                .lock(id)
                .flatMap(deployment -> environments
                        .findById(deployment.environment())
                        .invoke(environment -> refused(deployment, environment, problem)))
                .replaceWithVoid();
    }

    private void refused(CustomDeployment deployment, CustomEnvironment environment, ProblemException problem) {
        Instant now = clock.instant();
        if (deployment.isOver()) {
            return;
        }
        if (mayPass(problem.code())) {
            deployment.waits(problem.getMessage(), now, now.plus(pause(deployment)));
            return;
        }
        fail(deployment, environment, problem.code().code(), problem.getMessage());
    }

    /** What is out of order here, such as a missing key, is the operator's to mend: nobody's wish ends by it. */
    private static boolean mayPass(ErrorCode code) {
        return code == ErrorCode.REMOVING || code == ErrorCode.DEPENDENCY_MISSING || code.status() >= SERVER_ERROR;
    }

    private void fail(CustomDeployment deployment, CustomEnvironment environment, String code, String message) {
        deployment.failed(code, message, clock.instant());
        environment.gaveUp(deployment.versionId(), clock.instant());
    }

    /** Builds and outcomes wake it: this is for what was missed. */
    private static Duration pause(CustomDeployment deployment) {
        return SHORTEST.multipliedBy(1L << Math.min(deployment.looks(), MOST_DOUBLINGS));
    }

    /** Its rights were asked about when it was requested. */
    private static Caller onBehalf(String provider, String actor, String account) {
        Set<Scope> scopes = Set.of(Scope.READ, Scope.PUBLISH, Scope.INSTALL);
        return new Caller(null, ProviderNames.stored(provider).org(), scopes, actor, account, null, null);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
