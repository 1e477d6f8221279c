package io.slipway.registry.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

/** Puts a new secret into a kept answer that lacks the one it showed. */
@ApplicationScoped
class CompleteAnswer {
    private final LostSecret lost;
    private final KeptBodies bodies;

    CompleteAnswer(LostSecret lost, KeptBodies bodies) {
        this.lost = lost;
        this.bodies = bodies;
    }

    /** @return the whole answer. Fails with 409 when {@link LostSecret} does */
    @WithTransaction
    Uni<ReplayException> complete(ReplayException replay, String actor) {
        KeptAnswer kept = replay.answer();
        return lost.replace(kept.token(), actor)
                .map(secret -> new ReplayException(kept, bodies.withSecret(kept.body(), secret)));
    }
}
