package io.slipway.registry.version;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.VersionEvent;
import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.conventions.EntityTags;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/**
 * The version that a publisher wants followed instead of the highest one. Installations follow it upward only: none is
 * moved down by it.
 */
@ApplicationScoped
public class ActivateVersion {
    private final VersionInHand hand;
    private final ProviderStore providers;
    private final VersionStore versions;
    private final VersionEvents events;
    private final ImageUrls images;
    private final EntityTags tags;
    private final Clock clock;

    ActivateVersion(
            VersionInHand hand,
            ProviderStore providers,
            VersionStore versions,
            VersionEvents events,
            ImageUrls images,
            EntityTags tags,
            Clock clock) {
        this.hand = hand;
        this.providers = providers;
        this.versions = versions;
        this.events = events;
        this.images = images;
        this.tags = tags;
        this.clock = clock;
    }

    /** Fails with 404 {@code no_active_version} when none is set. */
    @WithSession
    Uni<VersionView> get(Caller caller, ProviderName name) {
        return providers
                .readable(name.toString(), caller)
                .flatMap(provider -> versions.findActive(provider.name()))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.of(
                        ErrorCode.NO_ACTIVE_VERSION, "Nobody has set an active version of " + name + "."))
                .map(version -> version.view(images));
    }

    /**
     * Fails with 409 for a version that is not published.
     *
     * @param ifMatch which active version it is to replace
     */
    @WithTransaction
    Uni<VersionView> set(VersionCommand command, IfMatch ifMatch) {
        return hand.take(command)
                .call(held -> mustBeActive(held.provider(), ifMatch))
                .invoke(held -> mustBePublished(held.version()))
                .call(held -> activate(
                        held.provider(), held.version(), command.caller().actor()))
                .map(held -> held.version().view(images));
    }

    /** From now on the highest version is followed again. */
    @WithTransaction
    Uni<Void> unset(Caller caller, ProviderName name, IfMatch ifMatch) {
        return providers
                .lockOwn(caller, name)
                .call(provider -> mustBeActive(provider, ifMatch))
                .flatMap(provider -> passivate(provider, caller.actor()).chain(() -> hand.updateLatest(provider)));
    }

    private Uni<Void> mustBeActive(Provider provider, IfMatch ifMatch) {
        return versions.findActive(provider.name())
                .invoke(current -> tags.mustMatch(ifMatch, current == null ? null : current.view(images)))
                .replaceWithVoid();
    }

    /** The same, under the provider's lock, in the caller's transaction. */
    Uni<Void> activatePublished(Provider provider, Version version, String actor) {
        mustBePublished(version);
        return activate(provider, version, actor);
    }

    /** Under the provider's lock, in the caller's transaction. */
    public Uni<Void> activate(Provider provider, Version version, String actor) {
        if (version.isActive()) {
            return Uni.createFrom().voidItem();
        }
        return passivate(provider, actor)
                .invoke(() -> version.activated(true, clock.instant()))
                .chain(() -> tell(version, actor))
                .chain(() -> hand.updateLatest(provider));
    }

    /** Written before another one is activated: the database takes only one at a time. */
    private Uni<Void> passivate(Provider provider, String actor) {
        return versions.findActive(provider.name()).flatMap(active -> {
            if (active == null) {
                return Uni.createFrom().voidItem();
            }
            active.activated(false, clock.instant());
            return versions.flush().chain(() -> tell(active, actor));
        });
    }

    private Uni<Void> tell(Version version, String actor) {
        return events.tell(version, actor, state -> new VersionEvent.VersionChanged(state, "active"))
                .replaceWithVoid();
    }

    private static void mustBePublished(Version version) {
        if (version.status() != Status.published) {
            throw ProblemException.of(
                    ErrorCode.VERSION_NOT_PUBLISHED, "Version " + version.number() + " is " + version.status() + ".");
        }
    }
}
