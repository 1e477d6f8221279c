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
import io.smallrye.mutiny.Uni;

/** Whatever a tenant asks of an installation beside another version. */
@ApplicationScoped
class ChangeInstallation {
    private final InstallationStore installations;
    private final TargetVersions versions;
    private final Dependencies dependencies;
    private final CheckConfig configs;
    private final ConfigSecrets secrets;
    private final InstallationEvents events;
    private final Clock clock;

    ChangeInstallation(
            InstallationStore installations,
            TargetVersions versions,
            Dependencies dependencies,
            CheckConfig configs,
            ConfigSecrets secrets,
            InstallationEvents events,
            Clock clock) {
        this.installations = installations;
        this.versions = versions;
        this.dependencies = dependencies;
        this.configs = configs;
        this.secrets = secrets;
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
                .invoke(installation -> installation.deployAgain(by(command)))
                .flatMap(installation -> events.requested(installation, UpgradeRequested::new));
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
     * @param force goes ahead though others require it
     */
    @WithTransaction
    Uni<Changed> uninstall(Command command, boolean withData, boolean force) {
        return installations
                .lock(command.address())
                .invoke(command::mustMatch)
                .call(installation -> force || installation.removing()
                        ? nothing()
                        : dependencies.mustNotBeRequired(command.address().place()))
                .flatMap(installation -> uninstall(installation, withData, command));
    }

    private Uni<Changed> configure(Installation installation, Settings wanted, Command command) {
        Settings before = installation.settings();
        List<String> changes = changes(before, wanted);
        if (changes.isEmpty()) {
            return events.unchanged(installation);
        }
        boolean config = changes.contains("config");
        return (config ? mustFit(installation, wanted) : nothing())
                .invoke(() -> installation.configure(wanted, by(command)))
                .chain(() -> config ? keep(installation, wanted) : nothing())
                .chain(() -> events.changed(installation, String.join(",", changes)));
    }

    private Uni<Void> mustFit(Installation installation, Settings wanted) {
        return versions.accepted(
                        installation.provider(), installation.standing().installedVersion())
                .flatMap(version -> configs.mustFit(installation, wanted.config(), version));
    }

    private Uni<Void> keep(Installation installation, Settings wanted) {
        return installations.keepConfig(installation).chain(() -> secrets.keep(installation, wanted.config()));
    }

    private Uni<Changed> releaseHold(Installation installation, Command command) {
        if (installation.pin() == null) {
            return events.unchanged(installation);
        }
        installation.releaseHold(by(command));
        return events.requested(installation, intent -> new InstallationChanged(intent, "hold"));
    }

    private Uni<Changed> uninstall(Installation installation, boolean withData, Command command) {
        boolean asked = installation.removing() && (installation.deletesData() || !withData);
        if (!asked) {
            installation.uninstall(withData, by(command));
            return events.requested(installation, UninstallRequested::new);
        }
        return events.unchanged(installation);
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
