package io.slipway.deployer.policy;

import java.util.List;
import java.util.Set;

import io.slipway.contracts.VersionState;

/** What the store loads, made of a list of all versions. */
final class Narrowed {
    private static final int PAGE = 7;

    private Narrowed() {}

    static PolicyInput of(PolicyInput all) {
        Candidates wanted = Candidates.of(
                all.intent(),
                all.rejections(),
                all.current() == null ? null : all.current().version(),
                null);
        List<Candidates.Named> releases = all.versions().stream()
                .filter(UpgradePolicy::good)
                .filter(version -> !VersionOrder.preRelease(version.version()))
                .sorted(VersionOrder.BY_NUMBER.reversed())
                .map(version -> new Candidates.Named(version.version(), version.image()))
                .toList();
        Set<String> latest = wanted.follows() && all.versions().stream().noneMatch(VersionState::active)
                ? latest(wanted, all, releases)
                : Set.of();
        List<VersionState> few = all.versions().stream()
                .filter(version -> version.active()
                        || wanted.named().contains(version.version())
                        || latest.contains(version.version()))
                .toList();
        return new PolicyInput(all.intent(), few, all.rejections(), all.current());
    }

    private static Set<String> latest(Candidates wanted, PolicyInput all, List<Candidates.Named> releases) {
        LatestSearch search = wanted.latest(all.versions());
        for (int from = 0; from < releases.size(); from += PAGE) {
            if (!search.goesOnBelow(releases.subList(from, Math.min(from + PAGE, releases.size())))) {
                break;
            }
        }
        return search.found();
    }
}
