package io.slipway.registry.installation;

import java.time.Clock;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
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
    private final InstallationAccess access;
    private final InstallationEvents events;
    private final Clock clock;

    ReviewAccess(
            AccessReviews reviews,
            InstallationStore installations,
            InstallationAccess access,
            InstallationEvents events,
            Clock clock) {
        this.reviews = reviews;
        this.installations = installations;
        this.access = access;
        this.events = events;
        this.clock = clock;
    }

    /** A batch that could not be looked at; nothing of it has changed. */
    static final class FailedException extends RuntimeException {
        private final transient AccessReviews.Review review;

        FailedException(AccessReviews.Review review, Throwable cause) {
            super("the installations of " + review.provider() + " after '" + review.after() + "'", cause);
            this.review = review;
        }

        AccessReviews.Review review() {
            return review;
        }
    }

    /**
     * A batch of the first provider behind this one that has work.
     *
     * @return which one that was; null: none behind it has any
     */
    @WithTransaction
    Uni<String> step(String provider) {
        return reviews.claim(provider)
                .flatMap(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().nullItem()
                        : review(claimed.get()).replaceWith(claimed.get().provider()));
    }

    @WithTransaction
    Uni<?> postpone(FailedException failed) {
        return reviews.postpone(failed.review());
    }

    private Uni<?> review(AccessReviews.Review review) {
        return installations
                .lockNext(review, AccessReviews.BATCH)
                .call(this::apply)
                .flatMap(looked -> reviews.looked(review, looked))
                .onFailure()
                .transform(failure -> new FailedException(review, failure));
    }

    /** Who sees what is asked under the locks: whoever looks last has seen all that others acted upon. */
    private Uni<Void> apply(List<Installation> locked) {
        return access.open(locked.stream().map(Installation::id).toList()).flatMap(open -> applyAll(locked, open));
    }

    private Uni<Void> applyAll(List<Installation> locked, Set<String> open) {
        return Multi.createFrom()
                .iterable(locked)
                .onItem()
                .transformToUniAndConcatenate(installation -> apply(installation, open.contains(installation.id())))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<?> apply(Installation installation, boolean open) {
        Change by = new Change(Audit.SYSTEM, clock.instant());
        if (installation.removing()) {
            return Uni.createFrom().voidItem();
        }
        return switch (AccessDecision.of(open, installation.pinCause())) {
            case HOLD -> {
                installation.holdForAccess(by);
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
