package io.slipway.deployer.rollout;

import io.slipway.deployer.cluster.RevisionSpec;

/** What an installation should come to; the policy's target with all that is needed to run it. */
public sealed interface Goal {

    /** What is to serve now, without a number; null when nothing else than what does. */
    default RevisionSpec wanted() {
        return null;
    }

    /** @param wanted without a number */
    record Serve(RevisionSpec wanted) implements Goal {}

    /** What serves keeps serving; when nothing does, nothing starts. */
    record Keep() implements Goal {}

    /**
     * What is wanted cannot run now; what serves keeps serving.
     *
     * @param blocked true when waiting alone will not help
     * @param wanted what is to serve meanwhile: the version that serves, with the config and tier that are wanted now; null
     *     for what serves as it is
     */
    record Hold(boolean blocked, String reason, String message, RevisionSpec wanted) implements Goal {
        public Hold(boolean blocked, String reason, String message) {
            this(blocked, reason, message, null);
        }
    }

    /** Nothing may be left. */
    record Gone(boolean deleteData) implements Goal {}
}
