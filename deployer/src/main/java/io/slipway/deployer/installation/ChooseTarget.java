package io.slipway.deployer.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.deployer.policy.Choice;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.policy.Target;
import io.slipway.deployer.policy.UpgradePolicy;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * What the policy chooses, with the owner's word that the tenant may have it. A version and the end of an access come by
 * topics without any order between them, so what was heard so far does not tell. An answer that comes after the version was
 * heard does: who sees the provider now was not shut out before the version was there.
 */
@ApplicationScoped
class ChooseTarget {
    private static final Logger LOG = Logger.getLogger(ChooseTarget.class);

    private final AccessClient access;

    ChooseTarget(@RestClient AccessClient access) {
        this.access = access;
    }

    /** @param begun what is under way, so allowed already; null when nothing is */
    Choice choose(PolicyInput input, Release begun) {
        Choice choice = UpgradePolicy.choose(input);
        if (!UpgradePolicy.movesByItself(input, choice) || choice.target().equals(new Target.Run(begun))) {
            return choice;
        }
        try {
            return access.of(input.intent().id()).open() ? choice : UpgradePolicy.held(input);
        } catch (RuntimeException e) {
            // Whatever kept the answer away, what runs and what has begun goes on as it is.
            LOG.debugf(
                    "%s: who sees the provider cannot be asked: %s",
                    input.intent().id(), e.getMessage());
            return UpgradePolicy.held(begun == null ? input : input.goingOnWith(begun))
                    .untilKnown();
        }
    }
}
