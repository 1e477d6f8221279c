package io.slipway.deployer.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.slipway.deployer.policy.Candidates.Named;

/**
 * Looks for the latest release that may be taken, from the highest one down, a page at a time. It ends at the version that
 * nobody leaves downward; below a yanked one that is to be left it goes on for some pages only.
 */
public final class LatestSearch {
    /** They are read while the installation's row is locked. */
    static final int MOST_PAGES_DOWN = 10;

    private final Candidates wanted;
    private final boolean leavesYanked;
    private final Set<String> found = new HashSet<>();
    private int pagesDown;
    private boolean latest;
    private boolean taken;

    LatestSearch(Candidates wanted, boolean leavesYanked) {
        this.wanted = wanted;
        this.leavesYanked = leavesYanked;
    }

    /** The highest in range, which says what was passed over, and the highest that may be taken. */
    public Set<String> found() {
        return found;
    }

    /** Takes in a page. Whether the choice may need one that is lower. */
    public boolean goesOnBelow(List<Named> highestFirst) {
        if (highestFirst.isEmpty()) {
            return false;
        }
        latest = latest || find(highestFirst, _ -> true);
        taken = taken || find(highestFirst, release -> !wanted.passedOver().holds(release));
        String lowest = highestFirst.getLast().version();
        boolean ends = taken
                || (latest && wanted.passedOver().reaches(lowest))
                || VersionOrder.endsRange(lowest, wanted.range());
        return !ends
                && (!VersionOrder.lower(lowest, wanted.floor()) || (leavesYanked && pagesDown++ < MOST_PAGES_DOWN));
    }

    private boolean find(List<Named> highestFirst, Predicate<Named> accepted) {
        return highestFirst.stream()
                .filter(accepted)
                .map(Named::version)
                .filter(version -> VersionOrder.inRange(version, wanted.range()))
                .limit(1)
                .anyMatch(version -> found.add(version) || found.contains(version));
    }
}
