package io.slipway.registry.installation;

import java.time.Instant;
import java.util.List;

import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * What runs of an installation.
 *
 * @param revision number of the one that serves; null when none does, as is {@code version}
 * @param rejected versions that failed here and are not tried again by themselves
 * @param decision why this version was chosen; null before deployer has answered, as is {@code rollout}
 */
record DeploymentView(
        Phase status,
        @Nullable String message,
        @Nullable String url,
        @Nullable Integer revision,
        @Nullable String version,
        @Nullable String targetVersion,
        long generation,
        @Nullable Long observedGeneration,
        int replicas,
        int readyReplicas,
        List<Condition> conditions,
        List<RejectedView> rejected,
        @Nullable Decision decision,
        @Nullable Rollout rollout) {

    /** The image stays inside. */
    record RejectedView(String version, int configRevision, String reason, Instant at) {}
}
