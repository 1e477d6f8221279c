package io.slipway.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * What a tenant wants of one installation, as registry-api owns it.
 *
 * @param organization the tenant
 * @param provider {@code org/name}
 * @param sequence grows with every change
 * @param generation grows with every change of what is wanted
 * @param requestedGeneration the generation of the last request by hand (install, upgrade, downgrade, rollback, deploy):
 *     rejections older than it do not count
 * @param force whether an uninstall may be given up where the cluster does not answer, and leave things there; false in events of
 *     builds that did not tell it
 * @param version what the last request by hand resolved to
 * @param pin a version that no policy overrides; null when free. Held for want of {@code access}, it is what registry-api last
 *     knew to be there: what serves goes before it
 * @param pinCause null when free, and in events of builds that did not tell it
 * @param configRevision names {@code config}; grows with every change of it, and goes back on rollback
 * @param config the environment of the provider; scalars only, no secrets
 */
public record InstallationIntent(
        String id,
        String organization,
        String environment,
        String provider,
        long sequence,
        long generation,
        long requestedGeneration,
        Desired desired,
        boolean deleteData,
        boolean force,
        String version,
        String pin,
        PinCause pinCause,
        UpgradePolicy upgradePolicy,
        String versionRange,
        ResourceTier resourceTier,
        int configRevision,
        Map<String, Object> config,
        String actor,
        Instant createdAt,
        Instant updatedAt) {

    /** What holds an installation at a version: a request by hand, or that its tenant may no longer see the provider. */
    public enum PinCause {
        upgrade,
        downgrade,
        rollback,
        access
    }

    public enum Desired {
        present,
        absent
    }

    public enum UpgradePolicy {
        auto,
        manual
    }

    public enum ResourceTier {
        free,
        standard,
        performance
    }
}
