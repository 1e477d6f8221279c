package io.slipway.registry.installation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.InstallationEvent.InstallationChanged;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent.InstallationRestored;
import io.slipway.contracts.Topics;
import io.slipway.outbox.Outbox;
import io.slipway.outbox.OutboxMessage;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;

/** Tells what is wanted of an installation, and notes it for the audit, in the transaction in which it is asked for, and answers the caller. */
@ApplicationScoped
public class InstallationEvents {
    private final Outbox outbox;
    private final Audit audit;
    private final InstallationViews views;

    InstallationEvents(Outbox outbox, Audit audit, InstallationViews views) {
        this.outbox = outbox;
        this.audit = audit;
        this.views = views;
    }

    /** @param event {@code UpgradeRequested::new} and the like */
    Uni<Changed> requested(Installation installation, Function<InstallationIntent, InstallationEvent> event) {
        return requested(installation, null, event, Map.of());
    }

    /** @param superseded what was on its way before the change; null when nothing was */
    Uni<Changed> requested(
            Installation installation, Superseded superseded, Function<InstallationIntent, InstallationEvent> event) {
        return requested(installation, superseded, event, Map.of());
    }

    /** @param why for the audit log, beside what the event tells */
    Uni<Changed> requested(
            Installation installation, Function<InstallationIntent, InstallationEvent> event, Map<String, Object> why) {
        return requested(installation, null, event, why);
    }

    private Uni<Changed> requested(
            Installation installation,
            Superseded superseded,
            Function<InstallationIntent, InstallationEvent> event,
            Map<String, Object> why) {
        return append(installation, event.apply(installation.intent()), why)
                .map(_ -> answer(installation, superseded, true));
    }

    /** Deployer has put back what somebody else had changed in the cluster; nothing is wanted that was not. */
    public Uni<Void> restored(Installation installation, InstallationOutcome outcome) {
        return audit.record(
                installation.organization(),
                "system:deployer",
                new InstallationRestored(outcome),
                installation.id(),
                Map.of(
                        "provider",
                        installation.provider(),
                        "environment",
                        installation.intent().environment(),
                        "what",
                        outcome.restored().what()));
    }

    /** Something changed that asks for no rollout by itself. @param reason policy, range, tier, config, pin, hold or promote */
    Uni<Changed> changed(Installation installation, String reason) {
        return changed(installation, null, reason, Map.of());
    }

    Uni<Changed> changed(Installation installation, Superseded superseded, String reason) {
        return changed(installation, superseded, reason, Map.of());
    }

    /** @param why for the audit log, beside what the event tells */
    Uni<Changed> changed(Installation installation, String reason, Map<String, Object> why) {
        return changed(installation, null, reason, why);
    }

    private Uni<Changed> changed(
            Installation installation, Superseded superseded, String reason, Map<String, Object> why) {
        return append(installation, new InstallationChanged(installation.intent(), reason), why)
                .map(_ -> answer(installation, superseded, false));
    }

    Uni<Changed> unchanged(Installation installation) {
        return Uni.createFrom().item(answer(installation, null, false));
    }

    private Changed answer(Installation installation, Superseded superseded, boolean accepted) {
        return new Changed(views.view(installation).instead(superseded), installation.generation(), accepted);
    }

    private Uni<Void> append(Installation installation, InstallationEvent event, Map<String, Object> why) {
        InstallationIntent intent = installation.intent();
        return outbox.append(new OutboxMessage(
                        "installation",
                        installation.id(),
                        installation.sequence(),
                        Topics.INSTALLATIONS,
                        installation.id(),
                        installation.id(),
                        ProviderNames.stored(installation.provider()).org(),
                        installation.organization(),
                        intent.actor(),
                        event))
                .chain(() -> audit.record(
                        installation.organization(),
                        intent.actor(),
                        event,
                        installation.id(),
                        details(installation, intent, why)));
    }

    private static Map<String, Object> details(
            Installation installation, InstallationIntent intent, Map<String, Object> why) {
        Map<String, Object> details = new HashMap<>(why);
        details.put("provider", installation.provider());
        details.put("environment", intent.environment());
        details.put("version", intent.version());
        details.put("generation", intent.generation());
        return details;
    }
}
