package io.slipway.deployer.rollout;

import java.time.Instant;

/**
 * What somebody else had changed, and the deployer has put back.
 *
 * @param told whether an event has told of it
 */
public record Restored(String what, Instant at, boolean told) {

    /** What nobody has heard of yet is told with it. */
    static Restored after(Restored last, String what, Instant now) {
        boolean untold = last != null && !last.told();
        if (untold && last.what().contains(what)) {
            return last;
        }
        return new Restored(untold ? last.what() + ", " + what : what, now, false);
    }
}
