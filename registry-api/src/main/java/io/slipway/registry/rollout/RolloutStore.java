package io.slipway.registry.rollout;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The rollouts of installations; written under the lock of the installation's row. */
@ApplicationScoped
class RolloutStore implements PanacheRepositoryBase<Rollout, String> {

    Uni<RolloutHistory> history(String installation) {
        return Panache.getSession().flatMap(session -> session.find(RolloutHistory.class, installation)
                .onItem()
                .ifNull()
                .switchTo(() -> {
                    RolloutHistory made = new RolloutHistory(installation);
                    return session.persist(made).replaceWith(made);
                }));
    }

    /** One after the other, as they are told. */
    Uni<Void> keep(String installation, List<RolloutRecord> told) {
        return Multi.createFrom()
                .iterable(told)
                .onItem()
                .transformToUniAndConcatenate(one -> keep(installation, one))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> keep(String installation, RolloutRecord told) {
        return findById(told.rollout().id()).flatMap(known -> {
            if (known == null) {
                return persist(new Rollout(installation, told)).replaceWithVoid();
            }
            known.ended(told);
            return Uni.createFrom().voidItem();
        });
    }

    Uni<List<Rollout>> list(String installation, Keyset page) {
        String hql = "select r from Rollout r where r.installationId = :installation" + page.condition("r.id")
                + page.orderBy("r.id");
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(hql, Rollout.class)
                .setParameter("installation", installation)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    /** Fails with 404 unless it is one of this installation. */
    Uni<Rollout> require(String installation, String id) {
        return find("installationId = ?1 and id = ?2", installation, id)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() ->
                        ProblemException.of(ErrorCode.NOT_FOUND, "The installation has had no rollout " + id + "."));
    }

    /** Installations, by id, whose history has a gap. @param after exclusive id, empty for the first */
    Uni<List<RolloutHistory>> gaps(String after, int limit) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(
                        "from RolloutHistory where gap and installationId > :after order by installationId",
                        RolloutHistory.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList());
    }
}
