package io.slipway.deployer.policy;

import java.util.List;
import java.util.Optional;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.VersionState;

/**
 * @param versions what is known of the provider: at least all published ones and the ones named by the intent
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
        return standing().stream()
                .anyMatch(rejection ->
                        rejection.image().equals(image) && rejection.configRevision() == intent.configRevision());
    }

    /** As if this served already: what has begun may come to its end. */
    public PolicyInput goingOnWith(Release begun) {
        return new PolicyInput(intent, versions, rejections, begun);
    }

    boolean leavesYanked() {
        return current != null
                && known(current.version())
                        .map(VersionState::yank)
                        .map(yank -> yank.level() == VersionState.Yank.Level.move)
                        .orElse(false);
    }
}
