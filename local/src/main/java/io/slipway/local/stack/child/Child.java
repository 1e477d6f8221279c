package io.slipway.local.stack.child;

import java.util.concurrent.CompletableFuture;

/** A running child of the stack. */
public interface Child {
    long pid();

    /** Completes with what there is to say about its end, whoever ended it. */
    CompletableFuture<String> onExit();

    /**
     * Returns when it does its work.
     *
     * @throws io.slipway.local.stack.StackFailure when it ended before, or takes too long
     */
    void awaitReady();

    /** Asks it to end, insists after a while, returns when it is gone. */
    void stop();
}
