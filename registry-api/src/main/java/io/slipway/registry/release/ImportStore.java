package io.slipway.registry.release;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The queue: claims, leases and ends. */
@ApplicationScoped
class ImportStore implements PanacheRepositoryBase<ReleaseImport, String> {
    private static final String CLAIM = """
            update release_import set state = 'running', epoch = epoch + 1, claimed_by = :instance, due_at = :until
            where id = (
                select i.id from release_import i
                where i.ended_at is null and i.due_at <= :now
                  and (select count(*) from release_import o where o.organization = i.organization
                       and o.ended_at is null and o.state = 'running' and o.due_at > :now) < :most
                order by i.due_at limit 1 for update skip locked)
            returning id""";

    // Claims count what others have claimed: one after the other.
    private static final String LOCK = "select 1 from pg_advisory_xact_lock(hashtext('release_import'))";

    private static final String EXTEND = """
            update release_import set due_at = :until
            where id in (:ids) and ended_at is null and state = 'running' and claimed_by = :instance
            returning id, epoch, release_id""";

    private static final String EXPIRE_OWN = """
            update release_import set due_at = :now
            where ended_at is null and state = 'running' and claimed_by = :instance""";

    private static final String FORGET = """
            delete from release_import where id in (
                select id from release_import where ended_at < :before order by ended_at limit 500 for update skip locked)""";

    private final String instance;

    ImportStore(@ConfigProperty(name = "slipway.instance-id") String instance) {
        this.instance = instance;
    }

    /** Null when there is nothing to do. @param most at once for one organization */
    Uni<ReleaseImport> claim(Instant now, Instant until, int most) {
        return Panache.getSession()
                .call(session -> session.createNativeQuery(LOCK, Integer.class).getSingleResult())
                .flatMap(session -> session.createNativeQuery(CLAIM, String.class)
                        .setParameter("instance", instance)
                        .setParameter("now", at(now))
                        .setParameter("until", at(until))
                        .setParameter("most", most)
                        .getResultList())
                .flatMap(ids -> ids.isEmpty() ? Uni.createFrom().nullItem() : findById(ids.getFirst()));
    }

    /** Emits those that this replica still has, with the claims that hold now. */
    Uni<List<ImportJob>> extend(Collection<String> ids, Instant until) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(EXTEND, Tuple.class)
                        .setParameter("ids", ids)
                        .setParameter("instance", instance)
                        .setParameter("until", at(until))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ImportJob(
                                row.get(0, String.class), row.get(1, Long.class), row.get(2, String.class)))
                        .toList());
    }

    /** Of a process of this name that died: nobody waits for its leases. */
    Uni<Integer> expireOwn(Instant now) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(EXPIRE_OWN)
                .setParameter("instance", instance)
                .setParameter("now", at(now))
                .executeUpdate());
    }

    Uni<Integer> forget(Instant before) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(FORGET)
                .setParameter("before", at(before))
                .executeUpdate());
    }

    /** Fails when somebody else has it, or nobody needs it any more. */
    Uni<ReleaseImport> held(ImportJob job) {
        return find("id = ?1 and epoch = ?2 and endedAt is null", job.id(), job.epoch())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<ReleaseImport>firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new LeaseLost(job));
    }

    /** Null when there is none. Under the release's lock. */
    Uni<ReleaseImport> open(String releaseId) {
        return find("releaseId = ?1 and endedAt is null", releaseId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    Uni<Long> countOpen(String organization) {
        return count("organization = ?1 and endedAt is null", organization);
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static final class LeaseLost extends RuntimeException {
        LeaseLost(ImportJob job) {
            super("import " + job.id() + ", claim " + job.epoch() + " is over", null, false, false);
        }
    }
}
