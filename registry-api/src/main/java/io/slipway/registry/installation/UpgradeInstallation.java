package io.slipway.registry.installation;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationEvent.UpgradeRequested;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.Version;
import io.slipway.registry.version.VersionNumbers;
import io.smallrye.mutiny.Uni;

/** To another version by hand, up or down. */
@ApplicationScoped
class UpgradeInstallation {
    private final InstallationStore installations;
    private final TargetVersions versions;
    private final Dependencies dependencies;
    private final CheckConfig configs;
    private final InstallationEvents events;
    private final Clock clock;

    UpgradeInstallation(
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

    /** @param version null for the latest */
    @WithTransaction
    Uni<Changed> upgrade(Command command, String version) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(versions::mustStillBeOpen)
                .flatMap(installation -> versions.forUpgrade(
                                command.address(),
                                version,
                                installation.settings().versionRange())
                        .call(target -> mustBeMet(installation, target, command))
                        .flatMap(target -> upgrade(installation, target, version != null, command))
                        .map(changed -> told(installation, command, changed)));
    }

    @WithTransaction
    Uni<Changed> downgrade(Command command, String version) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(versions::mustStillBeOpen)
                .flatMap(installation -> versions.released(command.address().caller(), installation.provider(), version)
                        .call(target -> mustBeMet(installation, target, command))
                        .flatMap(target -> downgrade(installation, target, command)));
    }

    private Uni<Changed> upgrade(Installation installation, Version target, boolean explicit, Command command) {
        Standing standing = installation.standing();
        UpgradeDecision.Input input = new UpgradeDecision.Input(
                VersionNumbers.stored(standing.installedVersion()),
                VersionNumbers.stored(target.number()),
                explicit,
                standing.failedHere(target.number()),
                installation.settings().upgradePolicy(),
                pinByHand(installation));
        return switch (UpgradeDecision.of(input)) {
            case ROLL_OUT ->
                rollOut(
                        installation,
                        target,
                        command,
                        () -> installation.upgrade(target.number(), input.holds(), by(command)));
            case HOLD_HERE -> hold(installation, target, PinCause.upgrade, command);
            case RELEASE_HERE -> {
                installation.releaseHold(by(command));
                yield events.changed(installation, "hold");
            }
            case UNCHANGED -> events.unchanged(installation);
            case USE_DOWNGRADE ->
                throw ProblemException.of(
                        ErrorCode.USE_DOWNGRADE,
                        target.number() + " is lower than " + standing.installedVersion() + ", which is installed.");
        };
    }

    /** What is there already is not asked what it requires. */
    private Uni<Void> mustBeMet(Installation installation, Version target, Command command) {
        return installation.standing().installedVersion().equals(target.number())
                ? Uni.createFrom().voidItem()
                : dependencies.mustBeMet(command.address().place(), target);
    }

    /** A hold for want of access ends by itself when access is back: nobody asked for it. */
    static String pinByHand(Installation installation) {
        return installation.pinCause() == PinCause.access ? null : installation.pin();
    }

    private Uni<Changed> downgrade(Installation installation, Version target, Command command) {
        String installed = installation.standing().installedVersion();
        DowngradeDecision decision = DowngradeDecision.of(
                VersionNumbers.stored(installed), VersionNumbers.stored(target.number()), pinByHand(installation));
        return switch (decision) {
            case ROLL_OUT ->
                rollOut(installation, target, command, () -> installation.downgrade(target.number(), by(command)));
            case HOLD_HERE -> hold(installation, target, PinCause.downgrade, command);
            case UNCHANGED -> events.unchanged(installation);
            case USE_UPGRADE ->
                throw ProblemException.complete(
                        ErrorCode.CONFLICT,
                        target.number() + " is higher than " + installed + ", which is installed: upgrade to it.",
                        java.util.List.of());
        };
    }

    private Uni<Changed> hold(Installation installation, Version target, PinCause cause, Command command) {
        installation.holdHere(target.number(), cause, by(command));
        return events.changed(installation, "pin");
    }

    private Uni<Changed> rollOut(Installation installation, Version target, Command command, Runnable change) {
        return configs.verdict(installation, installation.settings().config(), target)
                .invoke(command::check)
                .flatMap(verdict -> rollOut(installation, verdict, command, change));
    }

    private Uni<Changed> rollOut(Installation installation, ConfigVerdict verdict, Command command, Runnable change) {
        Superseded superseded = Superseded.by(installation);
        change.run();
        return events.requested(installation, superseded, UpgradeRequested::new)
                .map(changed -> command.dryRun()
                        ? changed.told(DryRunView.of(installation, verdict.version(), true, verdict, superseded))
                        : changed);
    }

    /** Of what comes to no rollout. */
    private static Changed told(Installation installation, Command command, Changed changed) {
        boolean told = !command.dryRun() || changed.installation().dryRun() != null;
        return told
                ? changed
                : changed.told(
                        DryRunView.of(installation, installation.standing().installedVersion(), false, null, null));
    }

    private Change by(Command command) {
        return new Change(command.address().caller().actor(), clock.instant());
    }
}
