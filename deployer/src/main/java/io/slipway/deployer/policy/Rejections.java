package io.slipway.deployer.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;

/**
 * The rejections that an installation remembers. They travel in each of its events, so that there is a most. What another
 * config was rejected with goes first, the oldest of it; then the lowest versions. How far up these reached stays known: else
 * they would be tried again, one after the other, for ever.
 *
 * @param dropped by config revision; what another config than the one at hand was rejected with is not in it
 */
public record Rejections(List<Rejection> remembered, Map<Integer, Dropped> dropped) {
    public static final int MOST = 100;

    public static final Rejections NONE = new Rejections(List.of(), Map.of());

    /** With one more, which is the last in the list. */
    public Rejections with(Rejection added) {
        List<Rejection> others =
                remembered.stream().filter(one -> !sameRevision(one, added)).toList();
        Rejections fewer = new Rejections(others, dropped).atMost(MOST - 1, added.configRevision());
        return new Rejections(
                Stream.concat(fewer.remembered.stream(), Stream.of(added)).toList(), fewer.dropped);
    }

    /** Those that stand. What was remembered before there was a most may be more. */
    public Rejections heard(InstallationIntent intent) {
        List<Rejection> standing = remembered.stream()
                .filter(rejection -> rejection.stands(intent))
                .toList();
        return new Rejections(standing, dropped).atMost(MOST, intent.configRevision());
    }

    private Rejections atMost(int limit, int configRevision) {
        Set<Rejection> kept = remembered.stream()
                .sorted(worth(configRevision).reversed())
                .limit(limit)
                .collect(Collectors.toSet());
        Map<Integer, Dropped> gone = new TreeMap<>(dropped);
        remembered.stream()
                .filter(one -> one.configRevision() == configRevision && !kept.contains(one))
                .forEach(one -> gone.merge(configRevision, Dropped.of(one), Dropped::and));
        return new Rejections(remembered.stream().filter(kept::contains).toList(), Map.copyOf(gone));
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
