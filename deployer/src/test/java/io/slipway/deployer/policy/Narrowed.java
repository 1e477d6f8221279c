package io.slipway.deployer.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.slipway.contracts.VersionState;

/** What the store loads, made of a list of all versions. */
final class Narrowed {
    private Narrowed() {}

    static PolicyInput of(PolicyInput all) {
        Candidates wanted = Candidates.of(
                all.intent(), all.rejections(), Stream.ofNullable(all.current()).map(Release::version));
        List<Candidates.Named> releases = all.versions().stream()
                .filter(UpgradePolicy::good)
                .filter(version -> !VersionOrder.preRelease(version.version()))
                .sorted(VersionOrder.BY_NUMBER.reversed())
                .map(version -> new Candidates.Named(version.version(), version.image()))
                .toList();
        Set<String> latest = wanted.follows() && all.versions().stream().noneMatch(VersionState::active)
                ? wanted.pick(releases).versions()
                : Set.of();
        List<VersionState> few = all.versions().stream()
                .filter(version -> version.active()
                        || wanted.named().contains(version.version())
                        || latest.contains(version.version()))
                .toList();
        return new PolicyInput(all.intent(), few, all.rejections(), all.current());
    }
}
