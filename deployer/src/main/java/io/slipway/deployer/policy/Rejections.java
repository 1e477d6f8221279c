package io.slipway.deployer.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rejections that an installation remembers. They travel in each of its events, so that there is a most. What another
 * config was rejected with goes first, the oldest of it; then the lowest versions, and what is lower than all of a full list
 * counts as rejected: else those that dropped out would be tried again, one after the other, for ever.
 */
public final class Rejections {
    public static final int MOST = 100;

    private Rejections() {}

    /** With one more, which is the last in the list. */
    public static List<Rejection> with(List<Rejection> before, Rejection added) {
        List<Rejection> others =
                before.stream().filter(one -> !sameRevision(one, added)).toList();
        return Stream.concat(most(MOST - 1, others, added.configRevision()), Stream.of(added))
                .toList();
    }

    /** What was remembered before there was a most may be more. */
    public static List<Rejection> bounded(List<Rejection> rejections, int configRevision) {
        return rejections.size() <= MOST
                ? rejections
                : most(MOST, rejections, configRevision).toList();
    }

    private static Stream<Rejection> most(int limit, List<Rejection> rejections, int configRevision) {
        Set<Rejection> kept = rejections.stream()
                .sorted(worth(configRevision).reversed())
                .limit(limit)
                .collect(Collectors.toSet());
        return rejections.stream().filter(kept::contains);
    }

    private static boolean sameRevision(Rejection one, Rejection other) {
        return one.image().equals(other.image()) && one.configRevision() == other.configRevision();
    }

    /** Lower is dropped first. */
    private static Comparator<Rejection> worth(int configRevision) {
        return Comparator.comparing((Rejection one) -> one.configRevision() == configRevision)
                .thenComparing((one, other) -> one.configRevision() == configRevision
                        ? VersionOrder.OF_TEXT.compare(one.version(), other.version())
                        : one.at().compareTo(other.at()));
    }
}
