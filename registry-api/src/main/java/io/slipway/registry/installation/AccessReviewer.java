package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Looks for what {@link ReviewAccess} has to do; any replica does it. */
@ApplicationScoped
class AccessReviewer {
    private static final Logger LOG = Logger.getLogger(AccessReviewer.class);

    private final ReviewAccess review;
    /** Whose turn it was last. */
    private volatile String provider = "";

    private volatile boolean stopping;

    AccessReviewer(ReviewAccess review) {
        this.review = review;
    }

    void atEnd(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(every = "${slipway.access.review-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return Multi.createBy()
                .repeating()
                .uni(this::turn)
                .whilst(more -> more && !stopping)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .recoverWithUni(this::later);
    }

    /** @return whether there may be more to do at once: behind the last provider it begins again with the first */
    private Uni<Boolean> turn() {
        String last = provider;
        return review.step(last)
                .onFailure(ReviewAccess.FailedException.class)
                .recoverWithUni(failure -> postpone((ReviewAccess.FailedException) failure))
                .invoke(next -> provider = next == null ? "" : next)
                .map(next -> next != null || !last.isEmpty());
    }

    private Uni<String> postpone(ReviewAccess.FailedException failure) {
        LOG.warn("who may see a provider has changed, but they could not be looked at; later again", failure);
        return review.postpone(failure).replaceWith(failure.review().provider());
    }

    /** The work is a row: the next tick takes it up. */
    private Uni<Void> later(Throwable failure) {
        if (!stopping) {
            LOG.warn("who may see a provider has changed; its installations are looked at again later", failure);
        }
        return Uni.createFrom().voidItem();
    }
}
