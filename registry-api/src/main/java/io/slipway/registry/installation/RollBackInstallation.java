package io.slipway.registry.installation;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationEvent.UpgradeRequested;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.Version;
import io.slipway.registry.version.VersionNumbers;
import io.smallrye.mutiny.Uni;

/** Back to a revision that was good, and held there. */
@ApplicationScoped
class RollBackInstallation {
    private final InstallationStore installations;
    private final TargetVersions versions;
    private final Dependencies dependencies;
    private final CheckConfig configs;
    private final InstallationEvents events;
    private final Clock clock;

    RollBackInstallation(
            InstallationStore installations,
            TargetVersions versions,
            Dependencies dependencies,
            CheckConfig configs,
            InstallationEvents events,
            Clock clock) {
        this.installations = installations;
        this.versions = versions;
        this.dependencies = dependencies;
        this.configs = configs;
        this.events = events;
        this.clock = clock;
    }

    /** @param version null for the last good revision */
    @WithTransaction
    Uni<Changed> rollBack(Command command, String version) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(installation -> mustExist(installation, command, version))
                .flatMap(installation -> apply(installation, decide(installation, version), command));
    }

    private Uni<?> mustExist(Installation installation, Command command, String version) {
        return version == null
                ? Uni.createFrom().nullItem()
                : mustBeOpen(installation, version)
                        .chain(() -> versions.released(command.address().caller(), installation.provider(), version));
    }

    /** What has served here may serve again, even if the tenant may no longer see the provider. */
    private Uni<Void> mustBeOpen(Installation installation, String version) {
        boolean served = installation.served().stream()
                .anyMatch(revision -> revision.version().equals(version));
        return served ? Uni.createFrom().voidItem() : versions.mustStillBeOpen(installation);
    }

    private static RollbackDecision decide(Installation installation, String version) {
        RollbackDecision.Input input = new RollbackDecision.Input(
                installation.standing(),
                installation.configRevision(),
                installation.settings().resourceTier(),
                installation.served(),
                installation.pin(),
                installation.pinCause());
        return version == null
                ? RollbackDecision.toLastGood(input)
                : RollbackDecision.toVersion(
                        input, VersionNumbers.given(version).toString());
    }

    private Uni<Changed> apply(Installation installation, RollbackDecision decision, Command command) {
        return switch (decision) {
            case RollbackDecision.Restore(Revision revision) -> restore(installation, revision, command);
            case RollbackDecision.GoDown(String version) -> goDown(installation, version, command);
            case RollbackDecision.HoldHere(String version) -> {
                installation.holdHere(version, PinCause.rollback, by(command));
                yield events.changed(installation, "pin");
            }
            case RollbackDecision.Unchanged _ -> events.unchanged(installation);
            case RollbackDecision.Nothing(String why) ->
                throw ProblemException.complete(
                        ErrorCode.CONFLICT,
                        "There is nothing to roll back to. " + why + " Name a lower version to go down.",
                        List.of());
        };
    }

    private Uni<Changed> restore(Installation installation, Revision revision, Command command) {
        return versions.released(command.address().caller(), installation.provider(), revision.version())
                .call(target -> dependencies.mustBeMet(command.address().place(), target))
                .flatMap(_ -> installations.config(installation.id(), revision.configRevision()))
                .map(kept -> new Restored(
                        revision.version(), revision.configRevision(), kept.config(), revision.resourceTier()))
                .flatMap(restored -> rollBack(installation, restored, command));
    }

    private Uni<Changed> goDown(Installation installation, String number, Command command) {
        return versions.released(command.address().caller(), installation.provider(), number)
                .call(target -> dependencies.mustBeMet(command.address().place(), target))
                .call(target -> mustFit(installation, target))
                .flatMap(_ -> rollBack(installation, asItIs(installation, number), command));
    }

    private Uni<Changed> rollBack(Installation installation, Restored restored, Command command) {
        Superseded superseded = Superseded.by(installation);
        installation.rollBack(restored, by(command));
        return events.requested(installation, superseded, UpgradeRequested::new);
    }

    private static Restored asItIs(Installation installation, String version) {
        Settings settings = installation.settings();
        return new Restored(version, installation.configRevision(), settings.config(), settings.resourceTier());
    }

    private Uni<Void> mustFit(Installation installation, Version target) {
        return configs.verdict(installation, installation.settings().config(), target)
                .invoke(ConfigVerdict::mustFit)
                .replaceWithVoid();
    }

    private Change by(Command command) {
        return new Change(command.address().caller().actor(), clock.instant());
    }
}
