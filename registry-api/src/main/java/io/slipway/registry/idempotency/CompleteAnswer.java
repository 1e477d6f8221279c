package io.slipway.registry.idempotency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

/** Puts a new secret into a kept answer that lacks the one it showed. */
@ApplicationScoped
class CompleteAnswer {
    private final KeptAnswerStore answers;
    private final LostSecret lost;
    private final KeptBodies bodies;

    CompleteAnswer(KeptAnswerStore answers, LostSecret lost, KeptBodies bodies) {
        this.answers = answers;
        this.lost = lost;
        this.bodies = bodies;
    }

    /** @return the whole answer. Fails with 409 when {@link LostSecret} does, and while another repeat is being answered */
    @WithTransaction
    Uni<ReplayException> complete(ReplayException replay, KeyedRequest request) {
        KeptAnswer kept = replay.answer();
        return answers.tryLock(request)
                .invoke(AnswerOnce::mustBeFree)
                .chain(() -> lost.replace(kept.token(), request.actor()))
                .map(secret -> new ReplayException(kept, bodies.withSecret(kept.body(), secret)));
    }
}
