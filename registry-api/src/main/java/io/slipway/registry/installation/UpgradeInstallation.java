package io.slipway.registry.installation;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

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
    private final ApplySettings settings;
    private final ChangeInstallation changes;
    private final InstallationEvents events;
    private final Clock clock;

    UpgradeInstallation(
            InstallationStore installations,
            TargetVersions versions,
            Dependencies dependencies,
            CheckConfig configs,
            ApplySettings settings,
            ChangeInstallation changes,
            InstallationEvents events,
            Clock clock) {
        this.installations = installations;
        this.versions = versions;
        this.dependencies = dependencies;
        this.configs = configs;
        this.settings = settings;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Changed> upgrade(Command command, MoveRequest request) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(versions::mustStillBeOpen)
                .flatMap(installation -> versions.forUpgrade(
                                command.address(),
                                request.version(),
                                installation.settings().versionRange())
                        .call(target -> mustBeMet(installation, target, command))
                        .flatMap(target -> upgrade(new Move(installation, target, request, command)))
                        .map(changed -> told(installation, command, changed)));
    }

    @WithTransaction
    Uni<Changed> downgrade(Command command, MoveRequest request) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(versions::mustStillBeOpen)
                .flatMap(installation -> versions.released(
                                command.address().caller(), installation.provider(), request.version())
                        .call(target -> mustBeMet(installation, target, command))
                        .flatMap(target -> downgrade(new Move(installation, target, request, command))));
    }

    /** A request whose target is known. */
    private record Move(Installation installation, Version target, MoveRequest request, Command command) {
        Settings wanted() {
            return request.settings(installation.settings());
        }

        UpgradeDecision.Input input() {
            Standing standing = installation.standing();
            return new UpgradeDecision.Input(
                    VersionNumbers.stored(standing.installedVersion()),
                    VersionNumbers.stored(target.number()),
                    request.version() != null,
                    standing.failedHere(target.number()),
                    installation.settings().upgradePolicy(),
                    pinByHand(installation));
        }

        String installed() {
            return installation.standing().installedVersion();
        }
    }

    private Uni<Changed> upgrade(Move move) {
        Installation installation = move.installation();
        String target = move.target().number();
        return switch (UpgradeDecision.of(move.input())) {
            case ROLL_OUT ->
                rollOut(move, by -> installation.upgrade(target, move.input().holds(), by));
            case HOLD_HERE -> hold(move, PinCause.upgrade);
            case RELEASE_HERE -> {
                installation.releaseHold(by(move.command()));
                yield configured(move, events.changed(installation, "hold"));
            }
            case UNCHANGED -> configured(move, events.unchanged(installation));
            case USE_DOWNGRADE ->
                throw ProblemException.of(
                        ErrorCode.USE_DOWNGRADE,
                        target + " is lower than " + move.installed() + ", which is installed.");
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

    private Uni<Changed> downgrade(Move move) {
        Installation installation = move.installation();
        String target = move.target().number();
        DowngradeDecision decision = DowngradeDecision.of(
                VersionNumbers.stored(move.installed()), VersionNumbers.stored(target), pinByHand(installation));
        return switch (decision) {
            case ROLL_OUT -> rollOut(move, by -> installation.downgrade(target, by));
            case HOLD_HERE -> hold(move, PinCause.downgrade);
            case UNCHANGED -> configured(move, events.unchanged(installation));
            case USE_UPGRADE ->
                throw ProblemException.complete(
                        ErrorCode.CONFLICT,
                        target + " is higher than " + move.installed() + ", which is installed: upgrade to it.",
                        List.of());
        };
    }

    private Uni<Changed> hold(Move move, PinCause cause) {
        move.installation().holdHere(move.target().number(), cause, by(move.command()));
        return configured(move, events.changed(move.installation(), "pin"));
    }

    /** No rollout to another version is needed for the config that came along. */
    private Uni<Changed> configured(Move move, Uni<Changed> moved) {
        Settings wanted = move.wanted();
        return wanted.equals(move.installation().settings())
                ? moved
                : moved.chain(() -> changes.configure(move.installation(), wanted, move.command()));
    }

    private Uni<Changed> rollOut(Move move, Consumer<Change> change) {
        return configs.verdict(move.installation(), move.wanted().config(), move.target())
                .invoke(move.command()::check)
                .flatMap(verdict -> rollOut(move, verdict, change));
    }

    private Uni<Changed> rollOut(Move move, ConfigVerdict verdict, Consumer<Change> change) {
        Installation installation = move.installation();
        Superseded superseded = Superseded.by(installation);
        Change by = by(move.command());
        return settings.apply(installation, move.wanted(), by)
                .invoke(() -> change.accept(by))
                .chain(() -> events.requested(installation, superseded, UpgradeRequested::new))
                .map(changed -> move.command().dryRun()
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
