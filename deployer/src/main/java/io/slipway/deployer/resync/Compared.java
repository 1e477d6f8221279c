package io.slipway.deployer.resync;

/**
 * What a comparison with snapshots came to.
 *
 * @param compared aggregates looked at
 * @param changed those that were newer than what was known here
 */
public record Compared(long compared, long changed) {
    static final Compared NONE = new Compared(0, 0);

    Compared plus(boolean newer) {
        return new Compared(compared + 1, changed + (newer ? 1 : 0));
    }

    Compared plus(Compared other) {
        return new Compared(compared + other.compared, changed + other.changed);
    }
}
