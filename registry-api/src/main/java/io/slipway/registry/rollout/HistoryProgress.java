package io.slipway.registry.rollout;

import java.util.List;

import io.slipway.contracts.InstallationOutcome.RolloutRecord;

/**
 * How far the history of an installation is known.
 *
 * @param completeTo all rollouts up to this number are known with their ends
 * @param gap whether deployer is to be asked: what was heard begins behind that
 */
record HistoryProgress(long completeTo, boolean gap) {
    static final HistoryProgress NONE = new HistoryProgress(0, false);

    /** @param told the last rollouts in the order of their numbers, without a hole */
    HistoryProgress heard(List<RolloutRecord> told) {
        if (told.isEmpty()) {
            return this;
        }
        return told.getFirst().number() > completeTo + 1
                ? new HistoryProgress(completeTo, true)
                : new HistoryProgress(known(told), gap);
    }

    /**
     * @param asked all that deployer has behind {@code completeTo}, as far as this page goes
     * @param last the number of the last rollout that was heard of; a page that ends before it leaves the gap open
     */
    HistoryProgress filled(List<RolloutRecord> asked, long last) {
        long reached = asked.isEmpty() ? completeTo : asked.getLast().number();
        return new HistoryProgress(known(asked), reached < last && !asked.isEmpty());
    }

    private long known(List<RolloutRecord> rollouts) {
        long known = completeTo;
        for (RolloutRecord one : rollouts) {
            if (one.rollout().finishedAt() == null) {
                break;
            }
            known = Math.max(known, one.number());
        }
        return known;
    }
}
