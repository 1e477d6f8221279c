package io.slipway.deployer.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Fan-out rows: put down, taken one at a time, deleted when done. */
@ApplicationScoped
public class FanOutStore {
    private static final String NEXT = "select * from fan_out order by id limit 1 for update skip locked";

    Uni<Void> put(String provider) {
        return Panache.getSession().flatMap(session -> session.persist(new FanOut(provider)));
    }

    /** The row is the caller's until its transaction ends: the row lock is the lease. Null when nothing is to do. */
    public Uni<FanOut> take() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NEXT, FanOut.class)
                .getSingleResultOrNull());
    }

    public Uni<Void> done(FanOut row) {
        return Panache.getSession().flatMap(session -> session.remove(row));
    }
}
