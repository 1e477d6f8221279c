package io.slipway.local.node;

/** Turns probes into readiness: some successes in a row make ready, some failures in a row unmake it. */
final class Health {
    static final int FAILURES_TO_UNREADY = 3;

    private final int successesToReady;
    private boolean ready;
    private int inARow;

    Health(int successesToReady, boolean ready) {
        this.successesToReady = successesToReady;
        this.ready = ready;
    }

    boolean ready() {
        return ready;
    }

    /** @return whether readiness changed */
    boolean observe(boolean success) {
        inARow = success == ready ? 0 : inARow + 1;
        if (inARow < (ready ? FAILURES_TO_UNREADY : successesToReady)) {
            return false;
        }
        ready = !ready;
        inARow = 0;
        return true;
    }
}
