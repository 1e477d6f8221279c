package io.slipway.providerpackage;

import java.util.Comparator;
import java.util.List;

import org.semver4j.Semver;

/**
 * SemVer 2.0, section 11. The library's own comparison has exceptions to it: identifiers of hyphens only are below numbers
 * there.
 */
final class SemverPrecedence implements Comparator<Semver> {
    private static final Comparator<Semver> CORE = Comparator.comparing(Semver::getMajor)
            .thenComparing(Semver::getMinor)
            .thenComparing(Semver::getPatch);

    @Override
    public int compare(Semver left, Semver right) {
        int core = CORE.compare(left, right);
        return core != 0 ? core : comparePreReleases(left.getPreRelease(), right.getPreRelease());
    }

    /** 11.3 and 11.4: without any is higher; of two that begin alike the longer one is. */
    private static int comparePreReleases(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareIdentifiers(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** 11.4.1 to 11.4.3; numbers have no leading zeros, so the longer one is the larger one. */
    private static int compareIdentifiers(String left, String right) {
        boolean number = isNumber(left);
        if (number != isNumber(right)) {
            return number ? -1 : 1;
        }
        return number && left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
