package io.slipway.deployer.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;

/**
 * Which of a provider's versions {@link UpgradePolicy} can come to for an installation: what it chooses among these it
 * chooses among all.
 *
 * @param named versions that the intent names, or that run
 * @param follows whether the active version, and when there is none the latest releases, matter too
 * @param range which releases may be the latest; null when all may
 * @param passedOver what may not be taken
 */
public record Candidates(String provider, Set<String> named, boolean follows, String range, PassedOver passedOver) {

    /**
     * What may not be taken.
     *
     * @param below versions lower than this; null when none is
     */
    public record PassedOver(Set<String> images, String below) {
        static final PassedOver NOTHING = new PassedOver(Set.of(), null);

        boolean holds(Named release) {
            return images.contains(release.image()) || (below != null && VersionOrder.lower(release.version(), below));
        }
    }

    /** A release by its name. */
    public record Named(String version, String image) {}

    /**
     * What was found among some releases.
     *
     * @param complete whether lower ones need not be looked at
     */
    public record Picked(Set<String> versions, boolean complete) {}

    /** @param running versions that serve or are being rolled out */
    public static Candidates of(InstallationIntent intent, List<Rejection> rejections, Stream<String> running) {
        Set<String> named = Stream.concat(
                        Stream.of(intent.version()), Stream.concat(Stream.ofNullable(intent.pin()), running))
                .collect(Collectors.toUnmodifiableSet());
        if (!follows(intent)) {
            return new Candidates(intent.provider(), named, false, null, PassedOver.NOTHING);
        }
        PolicyInput input = new PolicyInput(intent, List.of(), rejections, null);
        Set<String> images = rejections.stream()
                .map(Rejection::image)
                .filter(input::rejected)
                .collect(Collectors.toUnmodifiableSet());
        PassedOver passedOver = new PassedOver(images, input.lowestRemembered().orElse(null));
        return new Candidates(intent.provider(), named, true, intent.versionRange(), passedOver);
    }

    private static boolean follows(InstallationIntent intent) {
        return intent.desired() == Desired.present
                && intent.pinCause() != PinCause.access
                && intent.pin() == null
                && intent.upgradePolicy() == InstallationIntent.UpgradePolicy.auto;
    }

    /** The highest in range, which says what was passed over, and the highest that may be taken. */
    public Picked pick(List<Named> highestFirst) {
        Set<String> versions = new HashSet<>();
        highest(highestFirst, _ -> true).forEach(versions::add);
        List<String> taken = highest(highestFirst, release -> !passedOver.holds(release));
        versions.addAll(taken);
        return new Picked(versions, !taken.isEmpty());
    }

    /** At most one. */
    private List<String> highest(List<Named> highestFirst, Predicate<Named> accepted) {
        return highestFirst.stream()
                .filter(accepted)
                .map(Named::version)
                .filter(version -> VersionOrder.inRange(version, range))
                .limit(1)
                .toList();
    }
}
