package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.outbox.EventJson;
import io.smallrye.mutiny.Uni;

/** The installations' rows: what is wanted comes in, what may have become due is marked. */
@ApplicationScoped
public class InstallationStore {
    private static final String WANT = """
            with taken as (
                insert into installation (id, provider, intent, intent_sequence, state, due_at, wake)
                values (:id, :provider, :intent, :sequence, :state, :now, 1)
                on conflict (id) do update set intent = excluded.intent, intent_sequence = excluded.intent_sequence,
                    due_at = excluded.due_at, wake = installation.wake + 1
                where installation.intent_sequence < excluded.intent_sequence
                returning xmax = 0 as is_new)
            select is_new from taken""";
    /** One that is being looked at may have asked before this one was there. */
    private static final String WAKE_DEPENDENTS = """
            update installation set due_at = :now, wake = wake + 1
            where place = :place and (waits or lease_owner is not null) and removed_at is null and id <> :id""";

    private static final String MARK = """
            with batch as (
                select id from installation where provider = :provider and id > :after and removed_at is null
                order by id limit :limit for update),
            marked as (
                update installation i set due_at = :now, wake = i.wake + 1 from batch where i.id = batch.id
                returning i.id)
            select max(id) from marked""";

    private static final String MARK_THESE = """
            with batch as (
                select id from installation where id = any(string_to_array(:ids, ','))
                order by id for update)
            update installation i set due_at = :now, wake = i.wake + 1 from batch where i.id = batch.id""";

    private static final String OUTCOMES = """
            select outcome from installation where id > :after and outcome is not null order by id limit :limit""";

    private static final String FORGET = """
            delete from installation where id in (
                select id from installation where removed_at < :before and due_at is null
                order by removed_at limit :limit for update skip locked)""";

    private final Clock clock;

    InstallationStore(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes the intent if it is newer and marks the installation due; of a new one, those that may have waited for it, too.
     * Emits whether it was newer.
     */
    public Uni<Boolean> want(InstallationIntent intent) {
        return taken(intent)
                .call(isNew -> Boolean.TRUE.equals(isNew)
                        ? wakeDependents(intent)
                        : Uni.createFrom().voidItem())
                .map(isNew -> isNew != null);
    }

    /** Whether it is the first one of its installation; null when it is not newer. */
    private Uni<Boolean> taken(InstallationIntent intent) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(WANT, Boolean.class)
                .setParameter("id", intent.id())
                .setParameter("provider", intent.provider())
                .setParameter("intent", EventJson.write(intent))
                .setParameter("sequence", intent.sequence())
                .setParameter("state", EventJson.write(RolloutState.NEW))
                .setParameter("now", now())
                .getSingleResultOrNull());
    }

    private Uni<Integer> wakeDependents(InstallationIntent intent) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(WAKE_DEPENDENTS)
                .setParameter("place", intent.organization() + "/" + intent.environment())
                .setParameter("id", intent.id())
                .setParameter("now", now())
                .executeUpdate());
    }

    /** Marks the provider's next installations due. Emits the last one's id, null when there are no more. */
    Uni<String> markDue(String provider, String after, int limit) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(MARK, String.class)
                .setParameter("provider", provider)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .setParameter("now", now())
                .getSingleResultOrNull());
    }

    /** Marks these due, as far as they are known. What was removed, too: a late owner may have brought it back. */
    Uni<Void> markDue(List<String> ids) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(MARK_THESE)
                        .setParameter("ids", String.join(",", ids))
                        .setParameter("now", now())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Outcomes in the order of ids; {@code after} is the last page's last id, empty for the first. */
    Uni<List<InstallationOutcome>> outcomes(String after, int limit) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OUTCOMES, String.class)
                        .setParameter("after", after)
                        .setParameter("limit", limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(json -> EventJson.stored(json, InstallationOutcome.class))
                        .toList());
    }

    /** Deletes rows of installations that have been gone since then. Emits how many. */
    Uni<Integer> forgetRemoved(Instant before, int limit) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(FORGET)
                .setParameter("before", before.atOffset(ZoneOffset.UTC))
                .setParameter("limit", limit)
                .executeUpdate());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
