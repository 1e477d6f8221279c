package io.slipway.registry.version;

import java.time.Clock;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.VersionEvent;
import io.slipway.contracts.VersionEvent.VersionFailed;
import io.slipway.contracts.VersionEvent.VersionPublished;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Deprecation;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** What a publisher does to a version that is there already. Asked for twice, it is done once. */
@ApplicationScoped
public class ChangeVersion {
    private final VersionInHand hand;
    private final VersionStore versions;
    private final VersionEvents events;
    private final ImageUrls images;
    private final Clock clock;

    ChangeVersion(VersionInHand hand, VersionStore versions, VersionEvents events, ImageUrls images, Clock clock) {
        this.hand = hand;
        this.versions = versions;
        this.events = events;
        this.images = images;
        this.clock = clock;
    }

    /** Builds the same package once more; fails with 409 unless the last build failed. */
    @WithTransaction
    Uni<VersionView> retry(VersionCommand command) {
        return hand.take(command)
                .invoke(held -> mustBe(held.version(), Status.failed, ErrorCode.VERSION_NOT_FAILED))
                .invoke(held -> held.version().retry(EntityId.create("bld_", clock), clock.instant()))
                .flatMap(held -> tell(held, command.caller(), VersionPublished::new));
    }

    /** Fails with 409 unless a build is waited for; whoever works on it hears of it and stops. */
    @WithTransaction
    Uni<VersionView> cancel(VersionCommand command) {
        String by = "cancelled by " + command.caller().actor();
        return hand.take(command)
                .invoke(held -> mustBe(held.version(), Status.building, ErrorCode.VERSION_NOT_BUILDING))
                .invoke(held -> held.version().failed("cancelled", by, clock.instant()))
                .flatMap(held -> tell(held, command.caller(), VersionFailed::new));
    }

    /** Withdraws a published version, or withdraws it in another way; an active one is no longer active. */
    @WithTransaction
    Uni<VersionView> yank(VersionCommand command, Yank yank) {
        return hand.take(command)
                .invoke(held -> mustBeReleased(held.version()))
                .flatMap(held -> yank.equals(held.version().yank())
                        ? unchanged(held)
                        : changed(held, command.caller(), "yank", () -> held.version()
                                .yanked(yank, clock.instant())));
    }

    @WithTransaction
    Uni<VersionView> unyank(VersionCommand command) {
        return hand.take(command)
                .invoke(held -> mustBeReleased(held.version()))
                .flatMap(held -> held.version().yank() == null
                        ? unchanged(held)
                        : changed(held, command.caller(), "unyank", () -> held.version()
                                .unyanked(clock.instant())));
    }

    /** @param advice null lifts the deprecation */
    @WithTransaction
    Uni<VersionView> deprecate(VersionCommand command, Deprecation advice) {
        return hand.take(command)
                .invoke(held -> mustBeReleased(held.version()))
                .call(held -> successorMustExist(held.version(), advice))
                .flatMap(held -> java.util.Objects.equals(advice, held.version().deprecation())
                        ? unchanged(held)
                        : changed(held, command.caller(), "deprecate", () -> held.version()
                                .deprecated(advice, clock.instant())));
    }

    private Uni<Void> successorMustExist(Version version, Deprecation advice) {
        if (advice == null || advice.successor() == null) {
            return Uni.createFrom().voidItem();
        }
        return versions.find("provider = ?1 and number = ?2", version.provider(), advice.successor())
                .firstResult()
                .invoke(successor -> {
                    boolean good = successor != null
                            && successor.status() == Status.published
                            && !successor.id().equals(version.id());
                    if (!good) {
                        throw ProblemException.ofField(
                                ErrorCode.INVALID_VALUE, "successor", "must be another published version");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<VersionView> changed(VersionInHand.Held held, Caller caller, String reason, Runnable change) {
        change.run();
        Function<VersionState, VersionEvent> event = state -> new VersionEvent.VersionChanged(state, reason);
        return tell(held, caller, event).call(() -> hand.updateLatest(held.provider()));
    }

    private Uni<VersionView> tell(VersionInHand.Held held, Caller caller, Function<VersionState, VersionEvent> event) {
        return events.tell(held.version(), caller.actor(), event).map(told -> told.view(images));
    }

    private Uni<VersionView> unchanged(VersionInHand.Held held) {
        return Uni.createFrom().item(held.version().view(images));
    }

    private static void mustBe(Version version, Status expected, ErrorCode otherwise) {
        if (version.status() != expected) {
            throw ProblemException.of(otherwise, "Version " + version.number() + " is " + version.status() + ".");
        }
    }

    static void mustBeReleased(Version version) {
        if (version.status() != Status.published && version.status() != Status.yanked) {
            throw ProblemException.of(
                    ErrorCode.VERSION_NOT_PUBLISHED, "Version " + version.number() + " is " + version.status() + ".");
        }
    }
}
