package io.slipway.secret.table;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.slipway.secret.SecretBox;
import io.slipway.secret.UnopenedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Seals again, by the current key, what other keys have sealed: a batch for each transaction. Locks of rows share the work
 * among replicas, and end with whoever dies.
 */
@ApplicationScoped
public class ResealSecrets {
    private static final Logger LOG = Logger.getLogger(ResealSecrets.class);
    private static final int BATCH = 100;

    private final List<SealedTable> tables;
    private final SealedRows rows;
    private final SecretBox box;
    private final SealedCounts counts;

    ResealSecrets(@All List<SealedTable> tables, SealedRows rows, SecretBox box, SealedCounts counts) {
        this.tables = tables;
        this.rows = rows;
        this.box = box;
        this.counts = counts;
    }

    @Scheduled(every = "${slipway.secrets.reseal-every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return reseal().onFailure().recoverWithUni(ResealSecrets::later);
    }

    /** Until nothing is left that a configured key opens; then counts what is. */
    public Uni<Void> reseal() {
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(this::table)
                .collect()
                .last()
                .chain(() -> counts.count(tables));
    }

    private Uni<Void> table(SealedTable table) {
        return Multi.createFrom()
                .iterable(box.otherKeys())
                .onItem()
                .transformToUniAndConcatenate(keyId -> key(table, keyId))
                .collect()
                .last();
    }

    private Uni<Void> key(SealedTable table, String keyId) {
        AtomicReference<List<Object>> after = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> Panache.withTransaction(() -> batch(table, keyId, after)))
                .whilst(done -> done == BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Emits how many rows it saw. */
    private Uni<Integer> batch(SealedTable table, String keyId, AtomicReference<List<Object>> after) {
        return rows.lock(table, keyId, after.get(), BATCH)
                .call(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(row -> reseal(table, row))
                        .collect()
                        .last())
                .invoke(found -> after.set(
                        found.isEmpty() ? after.get() : found.getLast().key()))
                .map(List::size);
    }

    /** What does not open stays as it is, and is counted. */
    private Uni<Void> reseal(SealedTable table, SealedRow row) {
        try {
            return rows.reseal(table, row);
        } catch (UnopenedException e) {
            LOG.errorf("%s %s: %s", table.name(), row.key(), e.getMessage());
            return Uni.createFrom().voidItem();
        }
    }

    private static Uni<Void> later(Throwable failure) {
        LOG.warnf("secrets are sealed again later: %s", failure);
        return Uni.createFrom().voidItem();
    }
}
