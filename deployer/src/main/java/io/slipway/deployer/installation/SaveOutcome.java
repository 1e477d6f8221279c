package io.slipway.deployer.installation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.contracts.SecretReference;
import io.slipway.contracts.Topics;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.deployer.secret.SecretCopies;
import io.slipway.deployer.secret.SecretMarks;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.outbox.Outbox;
import io.slipway.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;

/** Ends a pass: what it came to and the event that tells of it, in one transaction, if the claim still holds. */
@ApplicationScoped
class SaveOutcome {
    private final Transactions transactions;
    private final ClaimStore claims;
    private final SecretCopies secrets;
    private final RolloutStore rollouts;
    private final Outbox outbox;

    SaveOutcome(
            Transactions transactions, ClaimStore claims, SecretCopies secrets, RolloutStore rollouts, Outbox outbox) {
        this.transactions = transactions;
        this.claims = claims;
        this.secrets = secrets;
        this.rollouts = rollouts;
        this.outbox = outbox;
    }

    /** Emits whether it was saved. */
    Uni<Boolean> save(Claim claim, Pass pass) {
        return transactions.run(() -> claims.save(claim, pass)
                .call(saved -> saved ? keepRollout(claim, pass) : nothing())
                .call(saved -> saved ? tell(claim, pass) : nothing())
                .call(saved -> saved ? forget(claim, pass.state()) : nothing()));
    }

    /** When a rollout has ended, or everything has: the secrets of what can no longer be started. */
    private Uni<Void> forget(Claim claim, RolloutState now) {
        if (now.removed() && !claim.state().removed()) {
            return secrets.forget(claim.id());
        }
        boolean ended = claim.state().attempt() != null && now.attempt() == null;
        boolean serves = now.serving() != null
                && !now.serving().runsTheSameAs(claim.state().serving());
        if (!ended && !serves) {
            return nothing();
        }
        return secrets.forgetOthers(
                claim.id(),
                Stream.concat(
                                Stream.of(SecretReference.in(claim.intent().config())),
                                Stream.of(now.serving(), now.previous())
                                        .filter(Objects::nonNull)
                                        .map(revision -> SecretMarks.in(revision.environment())))
                        .toList());
    }

    /** A pass changes one rollout at most, and that is the last. */
    private Uni<Void> keepRollout(Claim claim, Pass pass) {
        List<RolloutRecord> now = pass.state().recent();
        return now.isEmpty() || now.equals(claim.state().recent())
                ? nothing()
                : rollouts.keep(claim.id(), now.getLast());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> tell(Claim claim, Pass pass) {
        if (pass.announcement() == null) {
            return nothing();
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
