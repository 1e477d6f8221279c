package io.slipway.deployer.policy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.VersionState;

/**
 * Which of a provider's versions {@link UpgradePolicy} can come to for an installation: what it chooses among these it
 * chooses among all.
 *
 * @param named versions that the intent names, or that run
 * @param follows whether the active version, and when there is none the latest releases, matter too
 * @param range which releases may be the latest; null when all may
 * @param floor what serves, before that what was asked for: by itself nobody goes lower, except away from a yanked one
 * @param passedOver what may not be taken
 */
public record Candidates(
        String provider, Set<String> named, boolean follows, String range, String floor, PassedOver passedOver) {

    /**
     * What may not be taken.
     *
     * @param upTo versions no higher than this; a named one may nevertheless; null when there are none
     */
    public record PassedOver(Set<String> images, String upTo) {
        static final PassedOver NOTHING = new PassedOver(Set.of(), null);

        /** Whether it holds this one by its number, and so all that are lower. */
        boolean reaches(String version) {
            return upTo != null && !VersionOrder.higher(version, upTo);
        }

        boolean holds(Named release) {
            return images.contains(release.image()) || reaches(release.version());
        }
    }

    /** A release by its name. */
    public record Named(String version, String image) {}

    /**
     * @param serving the version that serves; null when none does
     * @param begun the version that is being rolled out; null when none is
     */
    public static Candidates of(InstallationIntent intent, Rejections rejections, String serving, String begun) {
        Set<String> named = Stream.of(intent.version(), intent.pin(), serving, begun)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        if (!follows(intent)) {
            return new Candidates(intent.provider(), named, false, null, null, PassedOver.NOTHING);
        }
        PolicyInput input = new PolicyInput(intent, List.of(), rejections, null);
        Set<String> images = rejections.remembered().stream()
                .map(Rejection::image)
                .filter(input::rejected)
                .collect(Collectors.toUnmodifiableSet());
        PassedOver passedOver =
                new PassedOver(images, input.dropped().map(Dropped::upTo).orElse(null));
        String floor = serving == null ? intent.version() : serving;
        return new Candidates(intent.provider(), named, true, intent.versionRange(), floor, passedOver);
    }

    private static boolean follows(InstallationIntent intent) {
        return intent.desired() == Desired.present
                && intent.pinCause() != PinCause.access
                && intent.pin() == null
                && intent.upgradePolicy() == InstallationIntent.UpgradePolicy.auto;
    }

    /** @param known the named ones, as far as they are known */
    public LatestSearch latest(List<VersionState> known) {
        boolean leavesYanked =
                known.stream().filter(state -> state.version().equals(floor)).anyMatch(UpgradePolicy::movesAway);
        return new LatestSearch(this, leavesYanked);
    }
}
