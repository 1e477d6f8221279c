package io.slipway.registry.idempotency;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/**
 * Does what a request with a key asks for, once, and answers the same ever after (for 24 hours). The work and the note of
 * its answer are one transaction, under a lock of the database that ends with it: wherever a process dies, either both are
 * there or neither, and no note of a request "under way" is left for anybody to clean up. A refusal is not kept: it
 * changed nothing, and is decided anew.
 */
@ApplicationScoped
public class AnswerOnce {
    private static final String ADVICE = " Send another request with a key of its own.";

    private final KeptAnswerStore answers;
    private final KeptBodies bodies;
    private final Clock clock;

    AnswerOnce(KeptAnswerStore answers, KeptBodies bodies, Clock clock) {
        this.answers = answers;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * What is kept of an answer.
     *
     * @param etag null for none
     * @param body made JSON of; null for none
     */
    public record Answer(int status, String etag, Object body) {}

    /**
     * The note of an earlier answer is locked, so that nobody forgets it meanwhile. Fails with {@link ReplayException} when it was done, with 409 while another request with the key is being done, and
     * with 422 when that was another request.
     *
     * @param request null without a key: nothing is kept then
     * @param answer what the work's result is answered with
     * @param work may begin transactions: they are this one
     */
    @WithTransaction
    public <T> Uni<T> answer(KeyedRequest request, Function<T, Answer> answer, Supplier<Uni<T>> work) {
        return request == null ? work.get() : keyed(request, answer, work);
    }

    private <T> Uni<T> keyed(KeyedRequest request, Function<T, Answer> answer, Supplier<Uni<T>> work) {
        return answers.tryLock(request)
                .invoke(AnswerOnce::mustBeFree)
                .chain(() -> answers.findById(request.id(), LockModeType.PESSIMISTIC_WRITE))
                .invoke(kept -> replay(request, kept))
                .flatMap(expired -> work.get().call(result -> keep(request, expired, answer.apply(result))));
    }

    /**
     * Fails as {@link #answer} would, and does nothing: for work that begins outside of the transaction.
     *
     * @param request null without a key
     */
    @WithTransaction
    public Uni<Void> mustBeNew(KeyedRequest request) {
        return request == null
                ? Uni.createFrom().voidItem()
                : answers.tryLock(request)
                        .invoke(AnswerOnce::mustBeFree)
                        .chain(() -> answers.findById(request.id()))
                        .invoke(kept -> replay(request, kept))
                        .replaceWithVoid();
    }

    /** An answer, and whether it was given before. */
    public record Once<T>(T answer, boolean before) {}

    /**
     * For an answer that is out of date soon: one that was given before is handed out, to say what has become of it.
     *
     * @param asked what fails with {@link ReplayException} then
     * @param type of the kept body
     */
    public <T> Uni<Once<T>> orBefore(Uni<T> asked, Class<T> type) {
        return asked.map(answer -> new Once<>(answer, false))
                .onFailure(ReplayException.class)
                .recoverWithItem(before -> new Once<>(bodies.read(((ReplayException) before).body(), type), true));
    }

    static void mustBeFree(boolean locked) {
        if (!locked) {
            throw ProblemException.of(ErrorCode.IDEMPOTENCY_KEY_IN_USE, "A request with this key is being done.")
                    .retryAfter(java.time.Duration.ofSeconds(1));
        }
    }

    private void replay(KeyedRequest request, KeptAnswer kept) {
        if (kept == null || !kept.isGoodAt(clock.instant())) {
            return;
        }
        if (!kept.isOf(request)) {
            throw ProblemException.complete(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED, "The key was sent with another request." + ADVICE, List.of());
        }
        throw new ReplayException(kept);
    }

    private Uni<KeptAnswer> keep(KeyedRequest request, KeptAnswer expired, Answer answer) {
        KeptAnswer kept = expired == null ? new KeptAnswer(request) : expired;
        return answers.persist(kept.of(request, answer, bodies.written(answer.body()), clock.instant()));
    }
}
