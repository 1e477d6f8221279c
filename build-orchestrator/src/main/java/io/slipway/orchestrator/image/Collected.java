package io.slipway.orchestrator.image;

/**
 * What became of the image of a garbage build.
 *
 * @param buildId a later look goes on behind it
 */
record Collected(String buildId, Fate fate) {

    enum Fate {
        removed,
        /** It was never pushed, or is gone already. */
        absent,
        /** A build that counts has the same one. */
        spared,
        /** A build that may push the same one has not ended: the next look decides. */
        held,
        /** The registry deletes nothing, or not for us. */
        refused
    }

    boolean isFinal() {
        return switch (fate) {
            case removed, absent, spared -> true;
            case held, refused -> false;
        };
    }
}
