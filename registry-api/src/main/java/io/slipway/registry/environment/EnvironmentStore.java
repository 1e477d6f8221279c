package io.slipway.registry.environment;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.contracts.EntityId;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class EnvironmentStore implements PanacheRepositoryBase<Environment, String> {
    private final Clock clock;

    EnvironmentStore(Clock clock) {
        this.clock = clock;
    }

    /** In the caller's transaction. @param actor who makes it */
    public Uni<Environment> create(String organization, String name, String actor) {
        return persistAndFlush(
                new Environment(EntityId.create("env_", clock), organization, name, actor, clock.instant()));
    }

    /** Null when there is none. */
    public Uni<Environment> named(String organization, String name) {
        return find("organization = ?1 and name = ?2", organization, name).firstResult();
    }

    /** Fails with 404 when there is none; names the command that makes it. */
    public Uni<Environment> require(String organization, String name) {
        return named(organization, name).onItem().ifNull().failWith(() -> missing(organization, name));
    }

    /** The same; until the transaction ends nobody deletes it. */
    public Uni<Environment> share(String organization, String name) {
        return find("organization = ?1 and name = ?2", organization, name)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> missing(organization, name));
    }

    Uni<Void> deleteAndFlush(Environment environment) {
        return delete(environment).chain(this::flush);
    }

    Uni<Long> number(String organization) {
        return count("organization", organization);
    }

    public Uni<List<Environment>> list(String organization, Keyset page) {
        String hql = "select e from Environment e where e.organization = :organization"
                + page.condition("e.id")
                + page.orderBy("e.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Environment.class)
                .setParameter("organization", organization)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    private static ProblemException missing(String organization, String name) {
        return ProblemException.complete(
                ErrorCode.ENVIRONMENT_NOT_FOUND,
                organization + " has no environment " + name + ". Make it: slipway env create " + name
                        + " (POST /organizations/" + organization + "/environments).",
                List.of());
    }
}
