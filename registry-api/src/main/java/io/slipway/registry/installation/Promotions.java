package io.slipway.registry.installation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.registry.version.VersionNumbers;

/** What a promotion comes to. */
final class Promotions {
    private Promotions() {}

    enum Decision {
        INSTALL,
        UPGRADE,
        DOWNGRADE,
        /** The version is there; from now on it is held. */
        HOLD_HERE,
        UNCHANGED
    }

    /**
     * Where the version goes.
     *
     * @param standing null when nothing is installed there
     * @param pin by hand; null when nothing is held
     */
    record There(Standing standing, UpgradePolicy policy, String pin) {}

    /** What serves there, and is what was wanted last; null while something else is on its way, or nothing serves. */
    static String settledVersion(Standing standing, long generation) {
        InstallationOutcome outcome = standing.outcome();
        boolean settled = standing.settled()
                && outcome.observedGeneration() >= generation
                && (outcome.phase() == Phase.available || outcome.phase() == Phase.rolled_back);
        return settled ? standing.serving().version() : null;
    }

    /** As an upgrade or a downgrade by hand to this version comes to. */
    static Decision decide(String version, There there) {
        if (there.standing() == null) {
            return Decision.INSTALL;
        }
        Standing standing = there.standing();
        UpgradeDecision.Input input = new UpgradeDecision.Input(
                VersionNumbers.stored(standing.installedVersion()),
                VersionNumbers.stored(version),
                true,
                standing.failedHere(version),
                there.policy(),
                there.pin());
        return switch (UpgradeDecision.of(input)) {
            case ROLL_OUT -> Decision.UPGRADE;
            case USE_DOWNGRADE -> Decision.DOWNGRADE;
            case HOLD_HERE -> Decision.HOLD_HERE;
            case RELEASE_HERE, UNCHANGED -> Decision.UNCHANGED;
        };
    }

    /** An explicit version stays where an automatic policy would leave it. */
    static boolean holds(There there) {
        return there.policy() == UpgradePolicy.auto || there.pin() != null;
    }

    /** Secrets are an environment's own: none goes along. */
    static Map<String, Object> withoutSecrets(Map<String, Object> config) {
        Map<String, Object> plain = new LinkedHashMap<>(config);
        plain.values().removeIf(Map.class::isInstance);
        return plain;
    }
}
