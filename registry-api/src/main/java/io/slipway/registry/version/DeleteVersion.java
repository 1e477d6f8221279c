package io.slipway.registry.version;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.VersionEvent.VersionChanged;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderUses;
import io.smallrye.mutiny.Uni;

/** Takes a version away that nobody uses. Its number is burned: reading it is answered with 410, publishing with 409. */
@ApplicationScoped
public class DeleteVersion {
    private final VersionInHand hand;
    private final VersionStore versions;
    private final ProviderUses uses;
    private final VersionEvents events;
    private final RegistryCredentials credentials;
    private final Clock clock;

    DeleteVersion(
            VersionInHand hand,
            VersionStore versions,
            ProviderUses uses,
            VersionEvents events,
            RegistryCredentials credentials,
            Clock clock) {
        this.hand = hand;
        this.versions = versions;
        this.uses = uses;
        this.events = events;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Fails with 409 for a version that is active, installed, or another one's base. */
    @WithTransaction
    Uni<Void> delete(VersionCommand command) {
        return hand.take(command)
                .invoke(held -> mustBeInactive(held.version()))
                .call(held -> mustBeUninstalled(held.version()))
                .call(held -> mustBeNoBase(held.version()))
                .invoke(held -> held.version().deleted(clock.instant()))
                .call(held -> credentials.forget(held.version().id()))
                .call(held -> events.tell(
                        held.version(), command.caller().actor(), state -> new VersionChanged(state, "delete")))
                .flatMap(held -> hand.updateLatest(held.provider()));
    }

    private static void mustBeInactive(Version version) {
        if (version.isActive()) {
            throw inUse(version, "is the active one");
        }
    }

    private Uni<Void> mustBeUninstalled(Version version) {
        return uses.isInstalled(version.provider(), version.number())
                .invoke(installed -> {
                    if (installed) {
                        throw inUse(version, "is installed");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> mustBeNoBase(Version version) {
        return versions.isBase(version.id())
                .invoke(base -> {
                    if (base) {
                        throw inUse(version, "is what another version was made from");
                    }
                })
                .replaceWithVoid();
    }

    private static ProblemException inUse(Version version, String how) {
        return ProblemException.of(ErrorCode.VERSION_IN_USE, "Version " + version.number() + " " + how + ".");
    }
}
