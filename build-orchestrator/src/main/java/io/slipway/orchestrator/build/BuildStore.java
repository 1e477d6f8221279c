package io.slipway.orchestrator.build;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

/** The work rows. */
@ApplicationScoped
public class BuildStore implements PanacheRepositoryBase<Build, String> {
    // Fair: first whoever has the fewest builds running, then whoever was not served for the longest time, then age.
    // The
    // organizations are ranked, not their builds: their names are found by jumps along the index, then each is asked
    // for its
    // oldest build that is due, until one has any that nobody else holds.
    static final String NEXT = """
            with recursive organization (name) as (
                (select organization from build where status in ('queued', 'running') order by organization limit 1)
                union all
                select (select b.organization from build b
                    where b.status in ('queued', 'running') and b.organization > o.name
                    order by b.organization limit 1)
                from organization o where o.name is not null),
            turn as materialized (
                select name from organization where name is not null
                order by
                  (select count(*) from build r
                    where r.organization = name and r.status = 'running' and r.lease_until > :now),
                  (select max(s.started_at) from build s where s.organization = name) nulls first,
                  (select b.created_at from build b
                    where b.organization = name and b.status in ('queued', 'running')
                    order by b.created_at, b.id limit 1),
                  name)
            select next.* from turn cross join lateral (
                select b.* from build b
                where b.organization = turn.name and b.status in ('queued', 'running')
                  and (b.status = 'queued' and b.not_before <= :now or b.status = 'running' and b.lease_until <= :now)
                order by b.created_at, b.id limit 1
                for update skip locked) next
            limit 1""";

    /** Held until the transaction ends; {@code %s} is the source's parameter. */
    public static final String LOCK_SOURCE = "select 1 from pg_advisory_xact_lock(hashtextextended(%s, 0))";

    /** Waits while an image of the same origin is being deleted: it may be the one that this build will push. */
    public Uni<Build> queue(Build build) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(LOCK_SOURCE.formatted(":source"), Integer.class)
                        .setParameter("source", build.imageSource)
                        .getSingleResult())
                .chain(() -> persist(build));
    }

    /** Locked until the transaction ends; null when nothing is due. */
    Uni<Build> nextDue(Instant now) {
        return getSession().flatMap(session -> session.createNativeQuery(NEXT, Build.class)
                .setParameter("now", now)
                .getSingleResultOrNull());
    }

    /** Waits for the row's lock. */
    Uni<Build> lock(String buildId) {
        return findById(buildId, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new LeaseLost("build " + buildId + " is gone"));
    }

    /** All builds of a version, locked in the order of their ids. */
    public Uni<List<Build>> lockAllOf(String versionId) {
        return find("versionId", Sort.by("id"), versionId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
