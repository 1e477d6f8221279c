package io.slipway.registry.rollout;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** See {@link HistoryProgress}; changed under the lock of the installation's row. */
@Entity
class RolloutHistory {
    @Id
    private String installationId;

    private long completeTo;
    private boolean gap;

    protected RolloutHistory() {}

    RolloutHistory(String installationId) {
        this.installationId = installationId;
    }

    String installationId() {
        return installationId;
    }

    HistoryProgress progress() {
        return new HistoryProgress(completeTo, gap);
    }

    void now(HistoryProgress progress) {
        completeTo = progress.completeTo();
        gap = progress.gap();
    }
}
