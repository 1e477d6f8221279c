package io.slipway.registry.installation;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The work that a change of who sees a provider leaves; a row lasts until all installations were looked at. */
@ApplicationScoped
class AccessReviews {
    static final int BATCH = 100;

    /** One review of a provider at a time: a later one must see what an earlier one has done. */
    private static final String CLAIM = """
            with claimed as materialized (
                select id, provider, after from access_review order by id limit 1 for update skip locked)
            select id, provider, after from claimed
            where pg_try_advisory_xact_lock(hashtextextended(provider, 1))""";

    private static final String LOOK =
            """
            select i.id, %s as open from installation i join provider p on p.name = i.provider
            where i.provider = :provider and i.id > :after and i.removed_at is null
            order by i.id limit :batch for update of i""".formatted(InstallationAccess.OPEN);

    /** @param after exclusive id of an installation */
    record Review(long id, String provider, String after) {}

    /** @param open whether its tenant may see the provider */
    record Looked(String installation, boolean open) {}

    /** Nobody else takes it until the transaction ends. */
    Uni<Optional<Review>> claim() {
        return Panache.getSession()
                .flatMap(
                        session -> session.createNativeQuery(CLAIM, Tuple.class).getResultList())
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Review(
                                row.get("id", Long.class),
                                row.get("provider", String.class),
                                row.get("after", String.class))));
    }

    /** The next installations, locked, at most {@link #BATCH}. */
    Uni<List<Looked>> look(Review review) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(LOOK, Tuple.class)
                        .setParameter("provider", review.provider())
                        .setParameter("after", review.after())
                        .setParameter("batch", BATCH)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Looked(row.get("id", String.class), row.get("open", Boolean.class)))
                        .toList());
    }

    /** Ends it, or goes on after these. */
    Uni<?> looked(Review review, List<Looked> installations) {
        return Panache.getSession().flatMap(session -> {
            if (installations.size() < BATCH) {
                return session.createNativeQuery("delete from access_review where id = :id")
                        .setParameter("id", review.id())
                        .executeUpdate();
            }
            return session.createNativeQuery("update access_review set after = :after where id = :id")
                    .setParameter("after", installations.getLast().installation())
                    .setParameter("id", review.id())
                    .executeUpdate();
        });
    }
}
