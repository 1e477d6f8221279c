package io.slipway.registry.installation;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.contracts.InstallationEvent.InstallationRequested;
import io.slipway.registry.environment.EnvironmentStore;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.Version;
import io.smallrye.mutiny.Uni;

/** Writes down that a tenant wants a provider: one per environment. */
@ApplicationScoped
class InstallProvider {
    private static final Duration REMOVAL = Duration.ofSeconds(5);

    private final EnvironmentStore environments;
    private final InstallationStore installations;
    private final TargetVersions versions;
    private final Dependencies dependencies;
    private final CheckConfig configs;
    private final ConfigSecrets secrets;
    private final InstallationEvents events;
    private final Clock clock;

    InstallProvider(
            EnvironmentStore environments,
            InstallationStore installations,
            TargetVersions versions,
            Dependencies dependencies,
            CheckConfig configs,
            ConfigSecrets secrets,
            InstallationEvents events,
            Clock clock) {
        this.environments = environments;
        this.installations = installations;
        this.versions = versions;
        this.dependencies = dependencies;
        this.configs = configs;
        this.secrets = secrets;
        this.events = events;
        this.clock = clock;
    }

    /** Fails with 404 for what the caller may not read, with 409 when it is installed or being removed. */
    @WithTransaction
    Uni<Changed> install(Command command, String version, Settings settings) {
        Address address = command.address();
        return versions.forInstall(address, version, settings.versionRange())
                .call(target -> configs.verdict(settings.config(), target).invoke(command::check))
                .call(() -> mustBeFree(address))
                .call(target -> dependencies.mustBeMet(address.place(), target))
                // Once more under the locks: a share or a membership that ends meanwhile would not find the
                // installation.
                .call(() -> versions.mustBeOpen(address))
                .flatMap(target -> create(command, target, settings));
    }

    static ProblemException removing(Installation installation) {
        return ProblemException.of(ErrorCode.REMOVING, installation.provider() + " is being removed.")
                .retryAfter(REMOVAL);
    }

    private Uni<Void> mustBeFree(Address address) {
        return installations
                .lockTenant(address.organization())
                .chain(() -> environments.require(address.organization(), address.environment()))
                .chain(() -> installations.find(address))
                .invoke(InstallProvider::refuse)
                .replaceWithVoid();
    }

    private static void refuse(Installation existing) {
        if (existing != null && existing.removing()) {
            throw removing(existing);
        }
        if (existing != null) {
            throw ProblemException.of(
                    ErrorCode.ALREADY_INSTALLED,
                    existing.provider() + " is installed in the environment "
                            + existing.intent().environment() + ".");
        }
    }

    private Uni<Changed> create(Command command, Version target, Settings settings) {
        Uni<Changed> created = create(command.address(), target, settings, Map.of());
        return command.dryRun() ? created.flatMap(changed -> told(changed, target, settings)) : created;
    }

    private Uni<Changed> told(Changed changed, Version target, Settings settings) {
        return configs.verdict(settings.config(), target)
                .map(verdict -> changed.told(DryRunView.ofNew(target.number(), verdict)));
    }

    /** Under the tenant's lock, of what was found good. @param why for the audit log, beside what the event tells */
    Uni<Changed> create(Address address, Version target, Settings settings, Map<String, Object> why) {
        Wanted wanted = new Wanted(
                address.organization(),
                address.caller().user(),
                address.environment(),
                address.provider(),
                target.number(),
                settings);
        Change by = new Change(address.caller().actor(), clock.instant());
        return installations
                .create(new Installation(EntityId.create("ins_", clock), wanted, by))
                .call(created -> secrets.keep(created, settings.config()))
                .flatMap(created -> events.requested(created, InstallationRequested::new, why));
    }
}
