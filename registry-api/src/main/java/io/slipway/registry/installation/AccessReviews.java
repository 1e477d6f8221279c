package io.slipway.registry.installation;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * The work that a change of who sees a provider leaves; a row lasts until all installations that it concerns were looked at.
 * Providers take turns, a batch each, so that none waits for all that another one has.
 */
@ApplicationScoped
class AccessReviews {
    static final int BATCH = 100;
    /** After a failure; as often longer as it has failed, up to a limit. */
    private static final int PAUSE_SECONDS = 5;

    private static final int LONGEST = 60;

    /** Who waits longer than this for a row's lock fails, and so lets the others have their turn. */
    private static final String CLAIM = """
            select id, provider, organization, account, after, set_config('lock_timeout', '2s', true)
            from access_review where provider > :provider and due_at <= now()
            order by provider, id limit 1 for update skip locked""";

    /** Rows that ask for no more than one that begins now: what it looks at, it sees later than they were written. */
    private static final String DELETE_SAME = """
            delete from access_review where id in (
                select id from access_review
                where provider = :provider and id > :id and after = ''
                and organization is not distinct from cast(:organization as text)
                and account is not distinct from cast(:account as text)
                for update skip locked)""";

    private static final String POSTPONE = "update access_review set failures = failures + 1,"
            + " due_at = now() + least(failures + 1, :longest) * cast(:pause as integer) * interval '1 second'"
            + " where id = :id";

    /** Of what a former or new member has installed. A provider is always open to its own organization. */
    private static final String OF_MEMBER = """
            insert into access_review (provider, organization, account)
            select distinct i.provider, i.organization, i.installed_by
            from installation i join provider p on p.name = i.provider
            where i.organization = :organization and i.installed_by = :account and i.removed_at is null
            and p.organization <> i.organization""";

    /**
     * @param organization whose installations; null: of all
     * @param account which user's; null: of all
     * @param after exclusive id of an installation
     */
    record Review(long id, String provider, String organization, String account, String after) {
        boolean begins() {
            return after.isEmpty();
        }
    }

    /** Of the first provider behind this one that has any. Nobody else takes it until the transaction ends. */
    Uni<Optional<Review>> claim(String provider) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CLAIM, Tuple.class)
                        .setParameter("provider", provider)
                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(AccessReviews::review))
                .call(found -> found.filter(Review::begins)
                        .<Uni<?>>map(AccessReviews::deleteSame)
                        .orElseGet(Uni.createFrom()::voidItem));
    }

    private static Uni<?> deleteSame(Review review) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(DELETE_SAME)
                .setParameter("provider", review.provider())
                .setParameter("id", review.id())
                .setParameter("organization", review.organization())
                .setParameter("account", review.account())
                .executeUpdate());
    }

    private static Review review(Tuple row) {
        return new Review(
                row.get("id", Long.class),
                row.get("provider", String.class),
                row.get("organization", String.class),
                row.get("account", String.class),
                row.get("after", String.class));
    }

    /** Ends it, or goes on after these. */
    Uni<?> looked(Review review, List<Installation> installations) {
        return Panache.getSession().flatMap(session -> {
            if (installations.size() < BATCH) {
                return session.createNativeQuery("delete from access_review where id = :id")
                        .setParameter("id", review.id())
                        .executeUpdate();
            }
            return session.createNativeQuery("update access_review set after = :after, failures = 0 where id = :id")
                    .setParameter("after", installations.getLast().id())
                    .setParameter("id", review.id())
                    .executeUpdate();
        });
    }

    /** It has failed: others come first. */
    Uni<?> postpone(Review review) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(POSTPONE)
                .setParameter("longest", LONGEST)
                .setParameter("pause", PAUSE_SECONDS)
                .setParameter("id", review.id())
                .executeUpdate());
    }

    /** Has what the user installed for the organization looked at, in the caller's transaction. */
    Uni<Void> ofMember(String organization, String account) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OF_MEMBER)
                        .setParameter("organization", organization)
                        .setParameter("account", account)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
