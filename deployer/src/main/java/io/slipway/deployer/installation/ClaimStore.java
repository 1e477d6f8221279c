package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.outbox.EventJson;
import io.smallrye.mutiny.Uni;

/**
 * Whose turn it is: what is due is claimed, many at once, and saved by whom it still belongs to. Each is one statement: rows are
 * claimed and saved a few times for each step of each rollout.
 */
@ApplicationScoped
class ClaimStore {
    private static final String CLAIM = """
            with due as (
                select id, due_at from installation
                where due_at <= :now and (lease_until is null or lease_until <= :now)
                order by due_at limit :limit for update skip locked),
            claimed as (
                update installation i set lease_owner = :owner, lease_until = :until, fence = i.fence + 1
                from due where i.id = due.id
                returning i.id, i.fence, i.wake, i.intent, i.state, i.outcome, i.failures,
                    cast(extract(epoch from (cast(:now as timestamptz) - due.due_at)) * 1000 as bigint) as late)
            select id, fence, wake, intent, state, outcome, failures, late from claimed""";
    /** Somebody who has called since the claim is heard at once. */
    private static final String SAVE = """
            update installation set state = :state, outcome = coalesce(cast(:outcome as text), outcome),
                sequence = coalesce(cast(:sequence as bigint), sequence), failures = :failures,
                removed_at = case when :removed then coalesce(removed_at, :now) end,
                due_at = case when wake = :wake then cast(:due as timestamptz) else :now end,
                lease_owner = null, lease_until = null
            where id = :id and fence = :fence""";

    private static final String SURPASS = """
            update installation set fence = :newer, lease_owner = null, lease_until = null
            where id = :id and fence = :fence""";
    private static final String RELEASE = """
            update installation set lease_owner = null, lease_until = null where lease_owner = :owner""";

    private final Clock clock;

    ClaimStore(Clock clock) {
        this.clock = clock;
    }

    Uni<List<Claim>> claimDue(String owner, Duration lease, int limit) {
        Instant now = clock.instant();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CLAIM, Tuple.class)
                        .setParameter("now", at(now))
                        .setParameter("until", at(now.plus(lease)))
                        .setParameter("owner", owner)
                        .setParameter("limit", limit)
                        .getResultList())
                .map(rows -> rows.stream().map(ClaimStore::claim).toList());
    }

    /** Emits whether the claim still held; when somebody newer has come, nothing is saved. */
    Uni<Boolean> save(Claim claim, Pass pass) {
        Instant now = clock.instant();
        InstallationOutcome outcome = pass.outcome();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(SAVE)
                        .setParameter("id", claim.id())
                        .setParameter("fence", claim.fence())
                        .setParameter("wake", claim.wake())
                        .setParameter("state", EventJson.write(pass.state()))
                        .setParameter("outcome", outcome == null ? null : EventJson.write(outcome))
                        .setParameter("sequence", outcome == null ? null : outcome.sequence())
                        .setParameter("failures", pass.failures())
                        .setParameter("removed", pass.state().removed())
                        .setParameter("now", at(now))
                        .setParameter("due", at(pass.dueAfter(now)))
                        .executeUpdate())
                .map(saved -> saved > 0);
    }

    /**
     * Who holds the newest claim and still meets a higher fence meets one of a database that was put back to an earlier state:
     * this one's claims go on above it. Emits whether the claim still held; its row is then due.
     */
    Uni<Boolean> surpass(Claim claim, long newer) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(SURPASS)
                        .setParameter("id", claim.id())
                        .setParameter("fence", claim.fence())
                        .setParameter("newer", newer)
                        .executeUpdate())
                .map(held -> held > 0);
    }

    Uni<Void> release(String owner) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(RELEASE)
                        .setParameter("owner", owner)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Claim claim(Tuple row) {
        return new Claim(
                row.get("id", String.class),
                row.get("fence", Long.class),
                row.get("wake", Long.class),
                EventJson.stored(row.get("intent", String.class), InstallationIntent.class),
                EventJson.stored(row.get("state", String.class), RolloutState.class),
                EventJson.stored(row.get("outcome", String.class), InstallationOutcome.class),
                row.get("failures", Integer.class),
                Duration.ofMillis(row.get("late", Long.class)));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
