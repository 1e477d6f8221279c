package io.slipway.registry.installation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationEvent.InstallationChanged;
import io.slipway.contracts.InstallationEvent.UninstallRequested;
import io.slipway.contracts.InstallationEvent.UpgradeRequested;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Whatever a tenant asks of an installation beside another version. */
@ApplicationScoped
class ChangeInstallation {
    private final InstallationStore installations;
    private final TargetVersions versions;
    private final Dependencies dependencies;
    private final CheckConfig configs;
    private final ApplySettings settings;
    private final InstallationEvents events;
    private final Clock clock;

    ChangeInstallation(
            InstallationStore installations,
            TargetVersions versions,
            Dependencies dependencies,
            CheckConfig configs,
            ApplySettings settings,
            InstallationEvents events,
            Clock clock) {
        this.installations = installations;
        this.versions = versions;
        this.dependencies = dependencies;
        this.configs = configs;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** @param patch a JSON merge patch (RFC 7396) */
    @WithTransaction
    Uni<Changed> configure(Command command, Map<String, Object> patch) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .flatMap(installation ->
                        configure(installation, SettingsReader.merge(installation.settings(), patch), command));
    }

    /** The same once more, although it is there already: what was rejected is tried again. */
    @WithTransaction
    Uni<Changed> deployAgain(Command command) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(installation -> mustFit(installation, installation.settings(), command))
                .flatMap(installation -> deployAgain(installation, command));
    }

    @WithTransaction
    Uni<Changed> releaseHold(Command command) {
        return installations
                .lock(command.address())
                .invoke(command::mustApplyTo)
                .call(versions::mustStillBeOpen)
                .flatMap(installation -> releaseHold(installation, command));
    }

    /**
     * Fails with 409 while others require it.
     *
     * @param withData whether what it has kept goes, too; asked for once, it stays asked for
     * @param force goes ahead though others require it, and gives up what is in a cluster that does not answer
     */
    @WithTransaction
    Uni<Changed> uninstall(Command command, boolean withData, boolean force) {
        return installations
                .lock(command.address())
                .invoke(command::mustMatch)
                .call(installation -> force || installation.removing()
                        ? nothing()
                        : dependencies.mustNotBeRequired(command.address().place()))
                .flatMap(installation -> uninstall(installation, withData, force, command));
    }

    /** In the caller's transaction, under the installation's lock. */
    Uni<Changed> configure(Installation installation, Settings wanted, Command command) {
        List<String> changes = changes(installation.settings(), wanted);
        boolean checked = changes.contains("config") || command.dryRun();
        return (checked ? fit(installation, wanted, command) : Uni.createFrom().<ConfigFit>nullItem())
                .flatMap(fit -> configure(installation, wanted, new Configuring(command, fit, changes)));
    }

    /** @param fit null when the config stays and nobody asks */
    private record Configuring(Command command, ConfigFit fit, List<String> changes) {
        boolean config() {
            return changes.contains("config");
        }

        /** Whether what serves gets another revision. */
        boolean makesRevision() {
            return config() || changes.contains("tier");
        }
    }

    private Uni<Changed> configure(Installation installation, Settings wanted, Configuring what) {
        if (what.config()) {
            what.command().check(what.fit().accepted());
        }
        Superseded superseded = what.makesRevision() ? Superseded.by(installation) : null;
        if (what.changes().isEmpty()) {
            return events.unchanged(installation).map(changed -> told(installation, what, changed));
        }
        return settings.apply(installation, wanted, by(what.command()))
                .chain(() -> events.changed(installation, superseded, String.join(",", what.changes())))
                .map(changed -> told(installation, what, changed));
    }

    private static Changed told(Installation installation, Configuring what, Changed changed) {
        if (!what.command().dryRun()) {
            return changed;
        }
        ConfigVerdict verdict = what.fit().target();
        boolean rollsOut = what.makesRevision() || what.fit().ahead() != null;
        return changed.told(DryRunView.of(
                installation,
                verdict.version(),
                rollsOut,
                verdict,
                changed.installation().superseded()));
    }

    private Uni<ConfigFit> fit(Installation installation, Settings wanted, Command command) {
        return versions.accepted(
                        installation.provider(), installation.standing().installedVersion())
                .flatMap(installed -> versions.forUpgrade(command.address(), null, wanted.versionRange())
                        .onFailure(ProblemException.class)
                        .recoverWithNull()
                        .map(latest -> PolicyLead.of(installation, wanted, installed, latest)))
                .flatMap(lead -> configs.fit(installation, wanted.config(), lead));
    }

    private Uni<Changed> deployAgain(Installation installation, Command command) {
        Superseded superseded = Superseded.by(installation);
        installation.deployAgain(by(command));
        return events.requested(installation, superseded, UpgradeRequested::new);
    }

    private Uni<Changed> releaseHold(Installation installation, Command command) {
        if (installation.pin() == null) {
            return events.unchanged(installation);
        }
        Superseded superseded =
                installation.settings().upgradePolicy() == UpgradePolicy.auto ? Superseded.by(installation) : null;
        installation.releaseHold(by(command));
        return events.requested(installation, superseded, intent -> new InstallationChanged(intent, "hold"));
    }

    private Uni<Changed> uninstall(Installation installation, boolean withData, boolean force, Command command) {
        if (installation.uninstalls(withData, force)) {
            return events.unchanged(installation);
        }
        Superseded superseded = installation.removing() ? null : Superseded.by(installation);
        installation.uninstall(withData, force, by(command));
        return events.requested(installation, superseded, UninstallRequested::new);
    }

    /** What was accepted before may have been parked since. */
    private Uni<Void> mustFit(Installation installation, Settings settings, Command command) {
        return fit(installation, settings, command)
                .invoke(fit -> fit.accepted().mustFit())
                .replaceWithVoid();
    }

    private static List<String> changes(Settings before, Settings wanted) {
        List<String> changes = new ArrayList<>();
        note(changes, "policy", before.upgradePolicy(), wanted.upgradePolicy());
        note(changes, "range", before.versionRange(), wanted.versionRange());
        note(changes, "tier", before.resourceTier(), wanted.resourceTier());
        note(changes, "config", before.config(), wanted.config());
        return changes;
    }

    private static void note(List<String> changes, String what, Object before, Object wanted) {
        if (!Objects.equals(before, wanted)) {
            changes.add(what);
        }
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Change by(Command command) {
        return new Change(command.address().caller().actor(), clock.instant());
    }
}
