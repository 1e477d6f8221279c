package io.slipway.deployer.policy;

import io.slipway.contracts.InstallationIntent;

/**
 * The rejections of one config that are no longer remembered. All versions up to the highest of them count as rejected.
 *
 * @param generation the highest of theirs: a later request by hand overrules it for the version that it names
 */
public record Dropped(String upTo, long generation) {

    static Dropped of(Rejection rejection) {
        return new Dropped(rejection.version(), rejection.generation());
    }

    Dropped and(Dropped other) {
        String higher = VersionOrder.higher(other.upTo, upTo) ? other.upTo : upTo;
        return new Dropped(higher, Math.max(generation, other.generation));
    }

    boolean holds(String version, InstallationIntent intent) {
        return !VersionOrder.higher(version, upTo)
                && (generation >= intent.requestedGeneration() || !version.equals(intent.version()));
    }
}
