package io.slipway.registry.resync;

import io.smallrye.mutiny.Uni;

/** Compares what a peer's snapshot says with what was heard, and takes in what is newer. */
public interface Comparison {
    /** The service that owns the facts. */
    String peer();

    Uni<ResyncResult> compare();
}
