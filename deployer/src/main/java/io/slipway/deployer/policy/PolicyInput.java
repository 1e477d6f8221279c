package io.slipway.deployer.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.VersionState;

/**
 * @param versions what is known of the provider: at least those of {@link Candidates}
 * @param current what serves; null when nothing does
 */
public record PolicyInput(
        InstallationIntent intent, List<VersionState> versions, List<Rejection> rejections, Release current) {

    Optional<VersionState> known(String version) {
        return versions.stream()
                .filter(state -> state.version().equals(version))
                .findFirst();
    }

    List<Rejection> standing() {
        return rejections.stream().filter(rejection -> rejection.stands(intent)).toList();
    }

    boolean rejected(String image) {
        return ofThisConfig().anyMatch(rejection -> rejection.image().equals(image));
    }

    /** Rejected, or below all of a full list of rejections, out of which it may have dropped. */
    boolean passedOver(String version, String image) {
        return rejected(image)
                || lowestRemembered()
                        .filter(lowest -> VersionOrder.lower(version, lowest))
                        .isPresent();
    }

    /** Empty while all rejections of this config are remembered. */
    Optional<String> lowestRemembered() {
        return ofThisConfig().count() < Rejections.MOST
                ? Optional.empty()
                : ofThisConfig().map(Rejection::version).min(VersionOrder.OF_TEXT);
    }

    private Stream<Rejection> ofThisConfig() {
        return standing().stream().filter(rejection -> rejection.configRevision() == intent.configRevision());
    }

    /** As if this served already: what has begun may come to its end. */
    public PolicyInput goingOnWith(Release begun) {
        return new PolicyInput(intent, versions, rejections, begun);
    }

    boolean leavesYanked() {
        return current != null
                && known(current.version()).filter(UpgradePolicy::movesAway).isPresent();
    }
}
