package io.slipway.registry.installation;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Asks what a request would come to: it is done, by the same way and with the same rights, in a transaction that is rolled
 * back. No event and no entry of the audit is left of it.
 */
@ApplicationScoped
class DryRun {

    static final String DESCRIPTION = "true: tells in dry_run what it would come to, and changes nothing";

    /** @param change takes part in the transaction */
    @WithTransaction
    Uni<Changed> of(Supplier<Uni<Changed>> change) {
        return Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .chain(change::get);
    }

    /** @throws ProblemException 422 for something else than true and false */
    static boolean asked(String dryRun) {
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (dryRun.equals("true")) {
            return true;
        }
        throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "dry_run", "must be true or false");
    }
}
