package io.slipway.deployer.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Fan-out rows: put down, taken one at a time, deleted when done. Providers take turns, a batch each, so that none waits for
 * all that another one has.
 */
@ApplicationScoped
public class FanOutStore {
    /** One that nobody has begun will see this transaction's version, too, for its lock keeps it from beginning before. */
    private static final String PUT = """
            insert into fan_out (provider, after_id)
            select :provider, '' where not exists (
                select from fan_out where provider = :provider and after_id = '' for key share skip locked)""";

    private static final String NEXT = """
            select * from fan_out where provider > :provider order by provider, id limit 1 for update skip locked""";

    Uni<Void> put(String provider) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(PUT)
                        .setParameter("provider", provider)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Of the first provider behind this one that has any, else of the first one. The row is the caller's until its transaction
     * ends: the row lock is the lease. Null when nothing is to do.
     */
    public Uni<FanOut> take(String behind) {
        return next(behind)
                .chain(row -> row == null && !behind.isEmpty()
                        ? next("")
                        : Uni.createFrom().item(row));
    }

    private static Uni<FanOut> next(String behind) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NEXT, FanOut.class)
                .setParameter("provider", behind)
                .getSingleResultOrNull());
    }

    public Uni<Void> done(FanOut row) {
        return Panache.getSession().flatMap(session -> session.remove(row));
    }
}
