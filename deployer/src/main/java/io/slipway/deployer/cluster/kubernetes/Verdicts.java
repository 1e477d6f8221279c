package io.slipway.deployer.cluster.kubernetes;

import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * What each object was found to be when it was compared last: while what it is made of is the same, so is the verdict. To
 * make up a manifest and to compare it field by field costs more than all the rest of a look.
 */
final class Verdicts {
    private static final int OBJECTS = 50_000;

    private record Verdict(String basis, String drift) {}

    private final Cache<String, Verdict> last =
            Caffeine.newBuilder().maximumSize(OBJECTS).build();

    /**
     * @param object what is compared, by a name of its own
     * @param basis tells all that the verdict depends on, or a hash of it
     * @return null when nothing was changed
     */
    String of(String object, String basis, Supplier<String> comparison) {
        Verdict known = last.getIfPresent(object);
        if (known != null && known.basis().equals(basis)) {
            return known.drift();
        }
        String drift = comparison.get();
        last.put(object, new Verdict(basis, drift));
        return drift;
    }
}
