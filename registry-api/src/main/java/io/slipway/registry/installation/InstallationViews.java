package io.slipway.registry.installation;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Revision;

/** Joins what is wanted and what became of it to what callers see. */
@ApplicationScoped
class InstallationViews {
    private final String baseUrl;

    InstallationViews(InstallationsConfig config) {
        this.baseUrl = config.baseUrl().replaceAll("/+$", "");
    }

    InstallationView view(Installation installation) {
        InstallationIntent intent = installation.intent();
        Standing standing = installation.standing();
        Revision serving = standing.serving();
        return new InstallationView(
                intent.id(),
                intent.organization(),
                intent.environment(),
                intent.provider(),
                standing.installedVersion(),
                serving == null ? null : serving.version(),
                intent.upgradePolicy(),
                intent.versionRange(),
                intent.resourceTier(),
                SecretRules.masked(intent.config()),
                intent.pin() != null,
                intent.pin(),
                status(installation),
                message(installation),
                url(installation.outcome()),
                intent.createdAt(),
                intent.createdAt(),
                later(intent.updatedAt(), installation.outcome()),
                null,
                null);
    }

    DeploymentView deployment(Installation installation) {
        InstallationOutcome outcome = installation.outcome();
        Revision serving = installation.standing().serving();
        return new DeploymentView(
                status(installation),
                message(installation),
                url(outcome),
                serving == null ? null : serving.number(),
                serving == null ? null : serving.version(),
                installation.standing().installedVersion(),
                installation.generation(),
                outcome == null ? null : outcome.observedGeneration(),
                outcome == null ? 0 : outcome.replicas(),
                outcome == null ? 0 : outcome.readyReplicas(),
                outcome == null ? List.of() : outcome.conditions(),
                outcome == null ? List.of() : rejected(outcome),
                outcome == null ? null : outcome.decision(),
                outcome == null ? null : outcome.rollout());
    }

    /** What deployer told, unless it does not know yet what was asked for last. */
    private static Phase status(Installation installation) {
        if (installation.removing()) {
            return Phase.removing;
        }
        return installation.standing().observed() ? installation.outcome().phase() : Phase.pending;
    }

    private static String message(Installation installation) {
        if (installation.removing()) {
            return "It is being removed.";
        }
        if (installation.pinCause() == PinCause.access) {
            return "Its provider is no longer open to your organization: it keeps running what it runs.";
        }
        if (!installation.standing().observed()) {
            return "Version " + installation.standing().requestedVersion()
                    + " was asked for; the deployer has not taken it up yet.";
        }
        return installation.outcome().conditions().stream()
                .findFirst()
                .map(Condition::message)
                .orElse(null);
    }

    private String url(InstallationOutcome outcome) {
        return outcome == null || outcome.urlPath() == null ? null : baseUrl + outcome.urlPath();
    }

    private static Instant later(Instant wanted, InstallationOutcome outcome) {
        boolean told = outcome != null
                && outcome.updatedAt() != null
                && outcome.updatedAt().isAfter(wanted);
        return told ? outcome.updatedAt() : wanted;
    }

    private static List<DeploymentView.RejectedView> rejected(InstallationOutcome outcome) {
        return outcome.rejected().stream()
                .map(one ->
                        new DeploymentView.RejectedView(one.version(), one.configRevision(), one.reason(), one.at()))
                .toList();
    }
}
