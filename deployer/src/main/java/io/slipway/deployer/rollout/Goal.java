package io.slipway.deployer.rollout;

import io.slipway.deployer.cluster.RevisionSpec;

/** What an installation should come to; the policy's target with all that is needed to run it. */
public sealed interface Goal {

    /** @param wanted without a number */
    record Serve(RevisionSpec wanted) implements Goal {}

    /** What serves keeps serving; when nothing does, nothing starts. */
    record Keep() implements Goal {}

    /**
     * What is wanted cannot run now; what serves keeps serving.
     *
     * @param blocked true when waiting alone will not help
     */
    record Hold(boolean blocked, String reason, String message) implements Goal {}

    /** Nothing may be left. */
    record Gone(boolean deleteData) implements Goal {}
}
