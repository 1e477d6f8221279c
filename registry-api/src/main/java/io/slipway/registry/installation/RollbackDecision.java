package io.slipway.registry.installation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationOutcome.Revision;

/**
 * What a request to roll back comes to. Without a version: what serves, while something else is wanted; else the revision
 * that was good before it. A rollback that stands is not taken as a wish to go one further.
 */
sealed interface RollbackDecision {

    /** A revision that has served: image, config and tier. */
    record Restore(Revision revision) implements RollbackDecision {}

    /** A lower version that has never served here, with the config of now. */
    record GoDown(String version) implements RollbackDecision {}

    /** The version is there; from now on it is held. */
    record HoldHere(String version) implements RollbackDecision {}

    record Unchanged() implements RollbackDecision {}

    record Nothing(String why) implements RollbackDecision {}

    /**
     * @param configRevision the one that is wanted now, as is {@code tier}
     * @param served oldest first
     * @param pin null when nothing is held
     */
    record Input(
            Standing standing,
            int configRevision,
            ResourceTier tier,
            List<Revision> served,
            String pin,
            PinCause pinCause) {

        private boolean wantsSomethingElseThan(Revision serving) {
            return !standing.installedVersion().equals(serving.version())
                    || (standing.observed()
                            && !serving.equals(standing.outcome().target()))
                    || configRevision != serving.configRevision()
                    || tier != serving.resourceTier();
        }
    }

    static RollbackDecision toLastGood(Input input) {
        Revision serving = input.standing().serving();
        if (input.pinCause() == PinCause.rollback
                && input.standing().installedVersion().equals(input.pin())) {
            return new Unchanged();
        }
        if (serving == null) {
            return new Nothing("Nothing has served yet.");
        }
        if (input.wantsSomethingElseThan(serving)) {
            return new Restore(serving);
        }
        int first = input.served().stream()
                .filter(revision -> same(revision, serving))
                .mapToInt(Revision::number)
                .min()
                .orElse(serving.number());
        return last(input, revision -> revision.number() < first)
                .<RollbackDecision>map(Restore::new)
                .orElseGet(() -> new Nothing("Nothing has served before " + serving.version() + "."));
    }

    static RollbackDecision toVersion(Input input, String version) {
        String installed = input.standing().installedVersion();
        if (version.equals(installed)) {
            return version.equals(input.pin()) ? new Unchanged() : new HoldHere(version);
        }
        return last(input, revision -> revision.version().equals(version))
                .<RollbackDecision>map(Restore::new)
                .orElseGet(() -> neverServed(version, installed));
    }

    private static RollbackDecision neverServed(String version, String installed) {
        return VersionOrder.lower(version, installed)
                ? new GoDown(version)
                : new Nothing("Version " + version + " has never served here and is no way back from " + installed
                        + ": upgrade to it.");
    }

    private static Optional<Revision> last(Input input, Predicate<Revision> condition) {
        return input.served().stream().filter(condition).max(Comparator.comparingInt(Revision::number));
    }

    private static boolean same(Revision one, Revision other) {
        return one.version().equals(other.version())
                && one.image().equals(other.image())
                && one.configRevision() == other.configRevision()
                && one.resourceTier() == other.resourceTier();
    }
}
