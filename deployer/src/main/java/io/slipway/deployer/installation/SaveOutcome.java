package io.slipway.deployer.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.Topics;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.outbox.Outbox;
import io.slipway.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;

/** Ends a pass: what it came to and the event that tells of it, in one transaction, if the claim still holds. */
@ApplicationScoped
class SaveOutcome {
    private final Transactions transactions;
    private final InstallationStore installations;
    private final Outbox outbox;

    SaveOutcome(Transactions transactions, InstallationStore installations, Outbox outbox) {
        this.transactions = transactions;
        this.installations = installations;
        this.outbox = outbox;
    }

    /** Emits whether it was saved. */
    Uni<Boolean> save(Claim claim, Pass pass) {
        return transactions.run(() -> installations
                .save(claim, pass)
                .call(saved -> saved ? tell(claim, pass) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> tell(Claim claim, Pass pass) {
        if (pass.announcement() == null) {
            return Uni.createFrom().voidItem();
        }
        InstallationOutcome outcome = pass.outcome();
        String provider = outcome.provider();
        return outbox.append(new OutboxMessage(
                "outcome",
                outcome.id(),
                outcome.sequence(),
                Topics.ROLLOUTS,
                outcome.id(),
                outcome.id(),
                provider.substring(0, provider.indexOf('/')),
                outcome.organization(),
                claim.intent().actor(),
                pass.announcement().event(outcome)));
    }
}
