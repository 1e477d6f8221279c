package io.slipway.registry.custom;

import java.time.Clock;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.custom.CreateCustomVersion.Command;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.Published;
import io.smallrye.mutiny.Uni;

/** What was found good becomes a version, with its index and name, and is wanted in its environments: under the provider's lock. */
@ApplicationScoped
class BecomeCustomVersion {
    private final OwnProviders own;
    private final CustomVersionStore versions;
    private final WantedEnvironments environments;
    private final RequestDeployments deployments;
    private final CustomViews views;
    private final Clock clock;

    BecomeCustomVersion(
            OwnProviders own,
            CustomVersionStore versions,
            WantedEnvironments environments,
            RequestDeployments deployments,
            CustomViews views,
            Clock clock) {
        this.own = own;
        this.versions = versions;
        this.environments = environments;
        this.deployments = deployments;
        this.views = views;
        this.clock = clock;
    }

    /**
     * What is to become a version.
     *
     * @param counted whether its number is the next one, whatever that is by now
     * @param register makes a version of it, in the caller's transaction
     */
    record Draft(Publication publication, boolean counted, Function<Publication, Uni<Published>> register) {}

    /** In the caller's transaction. Fails with 409 when the provider's other versions stand against it. */
    Uni<CustomVersionView> become(Command command, Draft draft) {
        return own.lock(command.caller(), command.providerId())
                .flatMap(provider -> mustBeFree(provider, command.request())
                        .chain(() -> numbered(provider, draft))
                        .flatMap(publication -> draft.register().apply(publication))
                        .flatMap(published -> finish(provider, command, published)));
    }

    private Uni<Void> mustBeFree(Provider provider, CustomVersionRequest request) {
        // A number is looked up where versions are: one that failed may be made again.
        if (request.identifier() == null
                || NextVersion.ofIdentifier(request.identifier()).isPresent()) {
            return Uni.createFrom().voidItem();
        }
        return versions.findIdentifier(provider.name(), request.identifier())
                .invoke(existing -> {
                    if (existing != null) {
                        throw ProblemException.of(
                                ErrorCode.VERSION_EXISTS,
                                "A version of " + provider.name() + " is called " + request.identifier() + ", "
                                        + CustomIds.ofVersion(existing) + ".");
                    }
                })
                .replaceWithVoid();
    }

    /** What was the next number when the request came may be taken now. */
    private Uni<Publication> numbered(Provider provider, Draft draft) {
        return draft.counted()
                ? versions.highest(provider.name()).map(highest -> draft.publication()
                        .numbered(NextVersion.after(provider.versionScheme(), highest, clock.instant())))
                : Uni.createFrom().item(draft.publication());
    }

    private Uni<CustomVersionView> finish(Provider provider, Command command, Published published) {
        if (!published.accepted()) {
            throw ProblemException.of(
                    ErrorCode.VERSION_EXISTS,
                    "Version " + published.version().version() + " of " + provider.name() + " is there, "
                            + CustomIds.ofVersion(published.version().id()) + ".");
        }
        CustomVersionRequest request = command.request();
        String id = published.version().id();
        return versions.identify(id, request.identifier())
                .chain(() -> environments.of(provider, command.caller(), request.environments()))
                .flatMap(wanted -> deployments.request(
                        provider, command.caller(), new RequestDeployments.Wanted(id, request.message(), wanted, null)))
                .chain(() -> versions.require(provider.name(), id))
                .flatMap(row -> views.version(provider, row));
    }
}
