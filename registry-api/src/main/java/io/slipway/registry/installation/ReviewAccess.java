package io.slipway.registry.installation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.registry.audit.Audit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Holds the installations of tenants that may no longer see a provider at what they run, and lets them go when they may
 * again. A batch is one transaction: whoever dies in it leaves it to the next.
 */
@ApplicationScoped
class ReviewAccess {
    private final AccessReviews reviews;
    private final InstallationStore installations;
    private final InstallationEvents events;
    private final Clock clock;

    ReviewAccess(AccessReviews reviews, InstallationStore installations, InstallationEvents events, Clock clock) {
        this.reviews = reviews;
        this.installations = installations;
        this.events = events;
        this.clock = clock;
    }

    /** @return false when there is nothing to do, or somebody else is at it */
    @WithTransaction
    Uni<Boolean> step() {
        return reviews.claim()
                .flatMap(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(false)
                        : review(claimed.get()).replaceWith(true));
    }

    private Uni<?> review(AccessReviews.Review review) {
        return reviews.look(review).call(this::apply).flatMap(looked -> reviews.looked(review, looked));
    }

    private Uni<Void> apply(List<AccessReviews.Looked> looked) {
        Map<String, Boolean> open = looked.stream()
                .collect(Collectors.toMap(AccessReviews.Looked::installation, AccessReviews.Looked::open));
        return installations.find("id in ?1 order by id", open.keySet()).list().flatMap(found -> Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(installation -> apply(installation, open.get(installation.id())))
                .collect()
                .asList()
                .replaceWithVoid());
    }

    private Uni<?> apply(Installation installation, boolean open) {
        Change by = new Change(Audit.SYSTEM, clock.instant());
        if (installation.removing()) {
            return Uni.createFrom().voidItem();
        }
        return switch (AccessDecision.of(open, installation.pinCause())) {
            case HOLD -> {
                installation.holdHere(installation.standing().installedVersion(), PinCause.access, by);
                yield events.changed(installation, "access");
            }
            case RELEASE -> {
                installation.releaseHold(by);
                yield events.changed(installation, "access");
            }
            case NOTHING -> Uni.createFrom().voidItem();
        };
    }
}
