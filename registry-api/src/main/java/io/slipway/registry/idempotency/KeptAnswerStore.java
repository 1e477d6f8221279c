package io.slipway.registry.idempotency;

import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class KeptAnswerStore implements PanacheRepositoryBase<KeptAnswer, KeptAnswer.Id> {
    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(:lock)";
    private static final String FORGET = "delete from kept_answer where ctid in"
            + " (select ctid from kept_answer where expires_at < :now order by expires_at limit :rows for update skip locked)";

    /**
     * Until the transaction ends, however it ends: with its process, too. @return false when another one has it
     */
    Uni<Boolean> tryLock(KeyedRequest request) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(TRY_LOCK, Boolean.class)
                .setParameter("lock", request.lock())
                .getSingleResult());
    }

    /** @return how many were forgotten */
    Uni<Integer> forget(Instant now, int atMost) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(FORGET)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .setParameter("rows", atMost)
                .executeUpdate());
    }
}
