package io.slipway.local.node.state;

/**
 * A revision's row.
 *
 * @param removing to be drained and ended, whatever else happens
 * @param process null when none was started
 * @param restarts how often it was started again after it had ended by itself
 */
public record RevisionRecord(int number, RevisionSpec spec, boolean removing, ProcessRecord process, int restarts) {

    public RevisionRecord markedRemoving() {
        return new RevisionRecord(number, spec, true, process, restarts);
    }

    public RevisionRecord with(ProcessRecord changed, int restarted) {
        return new RevisionRecord(number, spec, removing, changed, restarted);
    }
}
