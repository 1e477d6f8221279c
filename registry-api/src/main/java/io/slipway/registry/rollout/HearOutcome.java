package io.slipway.registry.rollout;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.registry.installation.ConfigSecrets;
import io.slipway.registry.installation.Installation;
import io.slipway.registry.installation.InstallationEvents;
import io.slipway.registry.installation.InstallationStore;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Keeps the newest outcome of an installation; older ones, and those of installations that are gone, change nothing. */
@ApplicationScoped
public class HearOutcome {
    private static final Logger LOG = Logger.getLogger(HearOutcome.class);

    private final InstallationStore installations;
    private final ConfigSecrets secrets;
    private final InstallationEvents events;
    private final KeepHistory history;
    private final Clock clock;

    HearOutcome(
            InstallationStore installations,
            ConfigSecrets secrets,
            InstallationEvents events,
            KeepHistory history,
            Clock clock) {
        this.installations = installations;
        this.secrets = secrets;
        this.events = events;
        this.history = history;
        this.clock = clock;
    }

    /** Those that are worth a transaction, by one query: newer than what is known, or of what is not known at all. */
    @WithSession
    Uni<List<InstallationOutcome>> news(List<InstallationOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().item(outcomes);
        }
        return installations
                .heardSequences(outcomes.stream().map(InstallationOutcome::id).toList())
                .map(heard -> outcomes.stream()
                        .filter(outcome -> outcome.sequence() > heard.getOrDefault(outcome.id(), 0L))
                        .toList());
    }

    /** @return whether anything changed */
    @WithTransaction
    Uni<Boolean> hear(InstallationOutcome outcome) {
        return installations
                .lockById(outcome.id())
                .flatMap(installation -> installation == null ? unknown(outcome) : apply(installation, outcome))
                .call(changed ->
                        changed ? history.heard(outcome) : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> apply(Installation installation, InstallationOutcome outcome) {
        InstallationOutcome before = installation.outcome();
        boolean heard = installation.heard(outcome, clock.instant());
        if (!heard) {
            return Uni.createFrom().item(false);
        }
        boolean restored = outcome.restored() != null
                && (before == null || !outcome.restored().equals(before.restored()));
        return secrets.forgetRemoved(installation)
                .call(() -> restored
                        ? events.restored(installation, outcome)
                        : Uni.createFrom().voidItem())
                .replaceWith(true);
    }

    private static Uni<Boolean> unknown(InstallationOutcome outcome) {
        LOG.warnf("an outcome of %s, which is not known here", outcome.id());
        return Uni.createFrom().item(false);
    }
}
