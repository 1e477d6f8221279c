package io.slipway.registry.installation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.registry.version.VersionNumbers;
import io.smallrye.mutiny.Uni;

/** Brings a version to an environment by the use case that leads there: the tenant says what is to run, not how. */
@ApplicationScoped
public class DeployVersion {
    private final InstallationStore installations;
    private final InstallProvider install;
    private final UpgradeInstallation upgrade;
    private final RollBackInstallation rollback;

    DeployVersion(
            InstallationStore installations,
            InstallProvider install,
            UpgradeInstallation upgrade,
            RollBackInstallation rollback) {
        this.installations = installations;
        this.install = install;
        this.upgrade = upgrade;
        this.rollback = rollback;
    }

    /**
     * Where an installation stands.
     *
     * @param requested the generation from which on an outcome answers the last request
     * @param observed the generation that the last outcome answers; 0 before the first
     * @param serving the version; null when nothing serves
     * @param target the version that the outcome goes to; null before one was decided
     * @param wanted the version that was asked for last, or what is left of it
     * @param rejected versions that failed here
     * @param message what the deployer says of it; null before it says anything
     */
    public record Progress(
            String installation,
            boolean removing,
            long requested,
            long observed,
            String serving,
            String target,
            String wanted,
            boolean failed,
            List<String> rejected,
            String message) {}

    /** Locks it until the transaction ends; null when nothing is installed there. */
    public Uni<Progress> lock(Address address) {
        return installations.lockIfThere(address).map(found -> found == null ? null : progress(found));
    }

    /** Installs it, or goes up or down to it; fails as these do. */
    @WithTransaction
    public Uni<Progress> deploy(Address address, String number) {
        Command command = new Command(address, null);
        return installations
                .lockIfThere(address)
                .flatMap(found -> found == null
                        ? install.install(command, number, SettingsReader.DEFAULTS)
                        : move(found, command, number))
                .flatMap(_ -> installations.require(address))
                .map(DeployVersion::progress);
    }

    /** @param number null for the last good revision */
    @WithTransaction
    public Uni<Progress> rollBack(Address address, String number) {
        return rollback.rollBack(new Command(address, null), number)
                .flatMap(_ -> installations.require(address))
                .map(DeployVersion::progress);
    }

    private Uni<Changed> move(Installation installation, Command command, String number) {
        boolean lower = VersionNumbers.stored(number)
                        .compareTo(VersionNumbers.stored(installation.standing().installedVersion()))
                < 0;
        MoveRequest to = new MoveRequest(number, null);
        return lower ? upgrade.downgrade(command, to) : upgrade.upgrade(command, to);
    }

    private static Progress progress(Installation installation) {
        Standing standing = installation.standing();
        InstallationOutcome outcome = installation.outcome();
        return new Progress(
                installation.id(),
                installation.removing(),
                standing.requestedGeneration(),
                outcome == null ? 0 : outcome.observedGeneration(),
                standing.serving() == null ? null : standing.serving().version(),
                outcome == null || outcome.target() == null
                        ? null
                        : outcome.target().version(),
                standing.installedVersion(),
                outcome != null && outcome.phase() == InstallationOutcome.Phase.failed,
                outcome == null
                        ? List.of()
                        : outcome.rejected().stream()
                                .map(InstallationOutcome.Rejected::version)
                                .toList(),
                outcome == null
                        ? null
                        : outcome.conditions().stream()
                                .findFirst()
                                .map(InstallationOutcome.Condition::message)
                                .orElse(null));
    }
}
