package io.slipway.registry.version;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.VersionState.Status;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class VersionStore implements PanacheRepositoryBase<Version, String> {

    /** Fails with 404 when the provider ({@code org/name}) has no such version, whatever its status. */
    public Uni<Version> require(String provider, String number) {
        return find("provider = ?1 and number = ?2", provider, number)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.of(
                        ErrorCode.NOT_FOUND, "There is no version " + number + " of " + provider + "."));
    }

    /** Null when there is none. */
    Uni<Version> findByBareNumber(String provider, String bareNumber) {
        return find("provider = ?1 and bareNumber = ?2", provider, bareNumber).firstResult();
    }

    /** What {@link LatestRules} chooses from. */
    Uni<List<LatestRules.Candidate>> candidates(String provider) {
        return find("provider = ?1 and status = ?2", provider, Status.published)
                .project(NumberRow.class)
                .list()
                .map(rows -> rows.stream().map(NumberRow::candidate).toList());
    }

    /** @param all whether those that were never published are listed too */
    Uni<List<Version>> list(String provider, boolean all, Keyset page) {
        String hql =
                "select v from Version v where v.provider = :provider and (:all = true or v.status in (published, yanked))"
                        + page.condition("v.id")
                        + page.orderBy("v.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Version.class)
                .setParameter("provider", provider)
                .setParameter("all", all)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    /** All versions of all providers by id, for the other services. @param after exclusive id, empty for the first */
    Uni<List<Version>> snapshot(String after, int limit) {
        return find("id > ?1 order by id", after).page(0, limit).list();
    }

    public Uni<Long> countBuilding() {
        return count("status", Status.building);
    }

    /** Number and status of a version. */
    record NumberRow(String number, Status status, boolean active) {
        LatestRules.Candidate candidate() {
            return new LatestRules.Candidate(VersionNumbers.stored(number), status, active);
        }
    }
}
