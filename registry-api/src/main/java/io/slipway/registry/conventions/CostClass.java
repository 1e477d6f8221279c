package io.slipway.registry.conventions;

import java.util.Locale;

/** What requests cost: each class has a share of its own, so that many of one do not stop the others. */
public enum CostClass {
    /** GET and HEAD: some rows by an index. */
    READS,

    /** Everything else: a transaction. */
    CHANGES,

    /** Ranks all that is found. */
    SEARCHES,

    /** Takes in a package, or has one built. */
    BUILDS;

    /** As clients see it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
