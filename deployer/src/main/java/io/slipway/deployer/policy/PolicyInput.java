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
        InstallationIntent intent, List<VersionState> versions, Rejections rejections, Release current) {

    Optional<VersionState> known(String version) {
        return versions.stream()
                .filter(state -> state.version().equals(version))
                .findFirst();
    }

    List<Rejection> standing() {
        return rejections.remembered().stream()
                .filter(rejection -> rejection.stands(intent))
                .toList();
    }

    public boolean rejected(String image) {
        return ofThisConfig().anyMatch(rejection -> rejection.image().equals(image));
    }

    /** Rejected, or no higher than what was, and is no longer remembered. */
    boolean passedOver(String version, String image) {
        return rejected(image)
                || dropped().filter(dropped -> dropped.holds(version, intent)).isPresent();
    }

    /** Empty while all rejections of this config are remembered. */
    Optional<Dropped> dropped() {
        return Optional.ofNullable(rejections.dropped().get(intent.configRevision()));
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
