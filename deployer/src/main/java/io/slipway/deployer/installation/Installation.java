package io.slipway.deployer.installation;

import java.time.Duration;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.deployer.rollout.RolloutState;
import org.hibernate.annotations.DynamicUpdate;

/** An installation: what is wanted (registry-api's, written by the store), what came of it, and whose turn it is. */
@Entity
@DynamicUpdate
@Table(name = "installation")
class Installation {
    @Id
    private String id;

    @Convert(converter = IntentColumn.class)
    @Column(updatable = false)
    private InstallationIntent intent;

    @Convert(converter = StateColumn.class)
    private RolloutState state;

    @Convert(converter = OutcomeColumn.class)
    private InstallationOutcome outcome;

    private long sequence;

    @Column(name = "removed_at")
    private Instant removedAt;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(updatable = false)
    private long wake;

    @Column(name = "lease_owner")
    private String leaseOwner;

    @Column(name = "lease_until")
    private Instant leaseUntil;

    private long fence;
    private int failures;

    protected Installation() {}

    Claim claim(String owner, Instant now, Duration lease) {
        leaseOwner = owner;
        leaseUntil = now.plus(lease);
        fence++;
        return new Claim(id, fence, wake, intent, state, outcome, failures, Duration.between(dueAt, now));
    }

    boolean heldBy(Claim claim) {
        return fence == claim.fence();
    }

    /** Takes in a pass and gives the lease back. Somebody who called meanwhile is heard at once. */
    void take(Claim claim, Pass pass, Instant now) {
        state = pass.state();
        if (pass.outcome() != null) {
            outcome = pass.outcome();
            sequence = outcome.sequence();
        }
        removedAt = removedSince(pass.state(), now);
        failures = pass.failures();
        dueAt = wake == claim.wake() ? pass.dueAfter(now) : now;
        leaseOwner = null;
        leaseUntil = null;
    }

    /**
     * Who holds the newest claim and still meets a higher fence meets one of a database that was put back to an earlier
     * state: this one's claims begin above it.
     */
    void surpass(long newer) {
        fence = newer;
        leaseOwner = null;
        leaseUntil = null;
    }

    private Instant removedSince(RolloutState now, Instant at) {
        if (!now.removed()) {
            return null;
        }
        return removedAt == null ? at : removedAt;
    }

    InstallationOutcome outcome() {
        return outcome;
    }

    String id() {
        return id;
    }
}
