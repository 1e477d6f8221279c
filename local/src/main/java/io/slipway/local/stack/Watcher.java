package io.slipway.local.stack;

/** Who is told what happens in a running stack. */
interface Watcher {
    /** A part cannot be kept running: the stack is to be closed. */
    void gaveUp(StackFailure reason);

    /** The broker runs. */
    void brokerStarted(KafkaBroker broker);
}
