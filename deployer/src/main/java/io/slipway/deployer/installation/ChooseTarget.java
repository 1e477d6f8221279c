package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.deployer.policy.Choice;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.policy.Target;
import io.slipway.deployer.policy.UpgradePolicy;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * What the policy chooses, with the owner's word that the tenant may have it, and has what it requires. A version and the end of an access come by
 * topics without any order between them, so what was heard so far does not tell. An answer that comes after the version was
 * heard does: who sees the provider now was not shut out before the version was there.
 */
@ApplicationScoped
class ChooseTarget {
    private static final Logger LOG = Logger.getLogger(ChooseTarget.class);
    /** Without an answer nobody asks for as long: to wait for the next one would hold up what needs none. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AccessClient access;
    private final Clock clock;
    private volatile Instant silentUntil = Instant.MIN;

    ChooseTarget(@RestClient AccessClient access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** @param begun what is under way, so allowed already; null when nothing is */
    Choice choose(PolicyInput input, Release begun) {
        Choice choice = UpgradePolicy.choose(input);
        if (!UpgradePolicy.movesByItself(input, choice) || choice.target().equals(new Target.Run(begun))) {
            return choice;
        }
        if (clock.instant().isBefore(silentUntil)) {
            return untilKnown(input, begun);
        }
        try {
            return asFarAsMayBe(input, choice);
        } catch (RuntimeException e) {
            // Whatever kept the answer away, what runs and what has begun goes on as it is.
            LOG.debugf(
                    "%s: who sees the provider cannot be asked: %s",
                    input.intent().id(), e.getMessage());
            silentUntil = clock.instant().plus(SILENCE);
            return untilKnown(input, begun);
        }
    }

    private Choice asFarAsMayBe(PolicyInput input, Choice choice) {
        String version = ((Target.Run) choice.target()).release().version();
        AccessClient.Access answer = ask(input.intent().id(), version);
        if (!answer.open()) {
            return UpgradePolicy.held(input);
        }
        boolean complete = answer.missing() == null || answer.missing().isEmpty();
        return complete ? choice : UpgradePolicy.lacking(input, version, answer.missing());
    }

    /** Blocks. The client's own timeout ends with the headers of an answer. */
    private AccessClient.Access ask(String installation, String version) {
        return access.of(installation, version)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static Choice untilKnown(PolicyInput input, Release begun) {
        return UpgradePolicy.held(begun == null ? input : input.goingOnWith(begun))
                .untilKnown();
    }
}
