package io.slipway.registry.organization;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.slipway.registry.paging.Keyset;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class TokenStore implements PanacheRepositoryBase<Token, String> {
    private static final String WITH_ROLE = """
            select t, m.role from Token t
            left join Member m on m.key.organization = t.organization and m.key.account = t.account
            where t.""";

    /** Whoever else notes the use at this moment does it for all. */
    private static final String NOTE_USE = """
            update token set last_used_at = :now where id = (
            select id from token where id = :id and (last_used_at is null or last_used_at < :before)
            for update skip locked)""";

    private static final String REMOVE_OF_WORKFLOWS = """
            delete from token where id in (
            select id from token where publisher is not null and expires_at < :before
            order by expires_at limit :many for update skip locked)""";

    /** A token and the role that its user has now. @param role null without a user, or for one that is no member */
    record Found(Token token, String role) {}

    /** Null when no such token was ever given. */
    public Uni<Token> findByFingerprint(String sha256) {
        return find("sha256", sha256).firstResult();
    }

    /** Null when no such token was ever given. */
    Uni<Found> findWithRole(String sha256) {
        return findWithRole("sha256", sha256);
    }

    /** Null when there is no such token any more. */
    Uni<Found> findWithRoleById(String id) {
        return findWithRole("id", id);
    }

    private static Uni<Found> findWithRole(String column, String value) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(WITH_ROLE + column + " = :value", Found.class)
                        .setParameter("value", value)
                        .getSingleResultOrNull());
    }

    Uni<Integer> noteUse(String id, Instant now) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NOTE_USE)
                .setParameter("id", id)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .setParameter("before", now.minus(Token.USE_GRAIN).atOffset(ZoneOffset.UTC))
                .executeUpdate());
    }

    /** Those of an organization, also expired and revoked ones. */
    public Uni<List<Token>> list(String organization, Keyset page) {
        String hql = "select t from Token t where t.organization = :organization"
                + page.condition("t.id")
                + page.orderBy("t.id");
        return Panache.getSession().flatMap(session -> session.createQuery(hql, Token.class)
                .setParameter("organization", organization)
                .setParameter("anchor", page.parameter())
                .setMaxResults(page.rows())
                .getResultList());
    }

    /** @return how many were revoked */
    public Uni<Integer> revokeOfMember(String organization, String user, Instant now) {
        return update(
                "revokedAt = ?1 where organization = ?2 and account = ?3 and revokedAt is null",
                now,
                organization,
                user);
    }

    /** Tokens of workflows, which come with each run: each is in the audit log. @return how many were removed */
    public Uni<Integer> removeOfWorkflows(Instant before, int atMost) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(REMOVE_OF_WORKFLOWS)
                .setParameter("before", before.atOffset(ZoneOffset.UTC))
                .setParameter("many", atMost)
                .executeUpdate());
    }

    /** @return how many were revoked */
    public Uni<Integer> revokeOfPublisher(String publisher, Instant now) {
        return update("revokedAt = ?1 where publisher = ?2 and revokedAt is null", now, publisher);
    }
}
