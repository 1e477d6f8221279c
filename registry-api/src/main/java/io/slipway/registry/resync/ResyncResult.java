package io.slipway.registry.resync;

/** How many facts of other services were compared, and how many of them had been missed. */
public record ResyncResult(long compared, long changed) {
    public static final ResyncResult NOTHING = new ResyncResult(0, 0);

    public ResyncResult plus(ResyncResult other) {
        return new ResyncResult(compared + other.compared, changed + other.changed);
    }
}
