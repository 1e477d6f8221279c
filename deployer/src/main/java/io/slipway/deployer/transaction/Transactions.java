package io.slipway.deployer.transaction;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.outbox.context.DatabaseContext;
import io.smallrye.mutiny.Uni;

/** Transactions for code that no request and no message called. */
@ApplicationScoped
public class Transactions {
    private final DatabaseContext database;

    Transactions(DatabaseContext database) {
        this.database = database;
    }

    /** May be called on any thread; the item arrives on an event loop, after the commit. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return database.run(() -> Panache.withTransaction(work));
    }
}
