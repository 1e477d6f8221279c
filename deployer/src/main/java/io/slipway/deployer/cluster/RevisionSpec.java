package io.slipway.deployer.cluster;

import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.VersionState.Strategy;

/**
 * All that a cluster has to know to run one revision, so that it can be started again when nobody else knows the
 * version any more. Immutable: a change makes a new number.
 *
 * @param number from 1, never used twice in an installation; 0 while it is only wanted
 * @param image {@code repository@sha256:…} without a host
 * @param port where the provider listens; null in what an older build remembered
 * @param data whether the provider keeps files in DATA_DIR
 * @param environment with marks instead of secrets, except for the cluster itself
 * @param health path that answers 2xx when the provider may get requests
 */
public record RevisionSpec(
        int number,
        String version,
        String image,
        int configRevision,
        ResourceTier tier,
        Strategy strategy,
        Integer port,
        boolean data,
        String health,
        Map<String, String> environment) {

    public RevisionSpec numbered(int given) {
        return new RevisionSpec(given, version, image, configRevision, tier, strategy, port, data, health, environment);
    }

    /** The same in another environment. */
    public RevisionSpec in(Map<String, String> other) {
        return new RevisionSpec(number, version, image, configRevision, tier, strategy, port, data, health, other);
    }

    /** Whether both run the same thing: the number does not count. */
    public boolean runsTheSameAs(RevisionSpec other) {
        return other != null
                && version.equals(other.version)
                && image.equals(other.image)
                && configRevision == other.configRevision
                && tier == other.tier;
    }

    public InstallationOutcome.Revision toContract() {
        return new InstallationOutcome.Revision(number, version, image, configRevision, tier);
    }

    /** For logs: a tenant's config does not belong there. */
    @Override
    public String toString() {
        return "RevisionSpec[%d, %s, %s, config %d, %s]".formatted(number, version, image, configRevision, tier);
    }
}
