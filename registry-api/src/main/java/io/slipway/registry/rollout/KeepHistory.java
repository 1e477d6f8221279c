package io.slipway.registry.rollout;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.registry.installation.InstallationStore;
import io.smallrye.mutiny.Uni;

/** Every rollout stays known. An outcome tells the last ones; who has missed more asks for them. */
@ApplicationScoped
class KeepHistory {
    private final InstallationStore installations;
    private final RolloutStore rollouts;

    KeepHistory(InstallationStore installations, RolloutStore rollouts) {
        this.installations = installations;
        this.rollouts = rollouts;
    }

    /** In the caller's transaction, which has locked the installation. */
    Uni<Void> heard(InstallationOutcome outcome) {
        List<RolloutRecord> told = told(outcome);
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rollouts.history(outcome.id()).flatMap(history -> {
            HistoryProgress before = history.progress();
            history.now(before.heard(told));
            return rollouts.keep(outcome.id(), newerThan(before, told));
        });
    }

    @WithSession
    Uni<List<RolloutHistory>> gaps(String after, int limit) {
        return rollouts.gaps(after, limit);
    }

    /** @param asked what deployer has behind {@code after}, from its lowest number. @return how far it is complete now */
    @WithTransaction
    Uni<HistoryProgress> fill(String installation, List<RolloutRecord> asked) {
        return installations
                .lockById(installation)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(HistoryProgress.NONE)
                        : rollouts.history(installation).flatMap(history -> {
                            HistoryProgress before = history.progress();
                            history.now(before.filled(asked, begun(found.outcome())));
                            return rollouts.keep(installation, newerThan(before, asked))
                                    .map(_ -> history.progress());
                        }));
    }

    private static long begun(InstallationOutcome outcome) {
        return outcome == null ? 0 : outcome.rolloutSequence();
    }

    private static List<RolloutRecord> newerThan(HistoryProgress known, List<RolloutRecord> rollouts) {
        return rollouts.stream()
                .filter(one -> one.number() > known.completeTo())
                .toList();
    }

    /** A build that does not tell the last ones tells the last. */
    private static List<RolloutRecord> told(InstallationOutcome outcome) {
        if (outcome.recent() != null) {
            return outcome.recent();
        }
        return outcome.rollout() == null
                ? List.of()
                : List.of(new RolloutRecord(outcome.rolloutSequence(), outcome.rollout(), outcome.decision()));
    }
}
