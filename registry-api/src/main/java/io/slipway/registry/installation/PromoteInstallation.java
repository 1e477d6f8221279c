package io.slipway.registry.installation;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.InstallationEvent.UpgradeRequested;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.registry.environment.EnvironmentStore;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.Version;
import io.smallrye.mutiny.Uni;

/** Takes what serves in one environment to another one: one transaction, under both installations' locks. */
@ApplicationScoped
class PromoteInstallation {
    private static final String REASON = "promote";

    private final InstallationStore installations;
    private final EnvironmentStore environments;
    private final TargetVersions versions;
    private final Dependencies dependencies;
    private final InstallProvider installs;
    private final CheckConfig configs;
    private final ApplySettings settings;
    private final InstallationEvents events;
    private final Clock clock;

    PromoteInstallation(
            InstallationStore installations,
            EnvironmentStore environments,
            TargetVersions versions,
            Dependencies dependencies,
            InstallProvider installs,
            CheckConfig configs,
            ApplySettings settings,
            InstallationEvents events,
            Clock clock) {
        this.installations = installations;
        this.environments = environments;
        this.versions = versions;
        this.dependencies = dependencies;
        this.installs = installs;
        this.configs = configs;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** A promotion under way. @param there null when nothing is installed there */
    private record Step(Command command, PromoteRequest request, Installation source, Installation there) {
        Address to() {
            Address from = command.address();
            return new Address(from.caller(), request.to(), from.provider());
        }

        String from() {
            return command.address().environment();
        }

        Settings wanted() {
            return request.settings(source.settings(), there == null ? SettingsReader.DEFAULTS : there.settings());
        }

        Promotions.Decision decision(String version) {
            return Promotions.decide(version, standing());
        }

        Promotions.There standing() {
            return there == null
                    ? new Promotions.There(null, SettingsReader.DEFAULTS.upgradePolicy(), null)
                    : new Promotions.There(
                            there.standing(), there.settings().upgradePolicy(), UpgradeInstallation.pinByHand(there));
        }

        Map<String, Object> why() {
            return Map.of("reason", REASON, "from", from());
        }
    }

    /** Fails with 409 {@code not_settled} while the source is on its way, and for all that an upgrade fails for. */
    @WithTransaction
    Uni<Changed> promote(Command command, PromoteRequest request) {
        Address from = command.address();
        return installations
                .lockTenant(from.organization())
                .chain(() -> environments.require(from.organization(), request.to()))
                .chain(() -> locked(command, request))
                .flatMap(step -> released(step)
                        .call(version -> mustBeMet(step, version))
                        .flatMap(version -> apply(step, version)));
    }

    /** Both rows in the order of their ids. */
    private Uni<Step> locked(Command command, PromoteRequest request) {
        Address from = command.address();
        return installations.lockIn(from, request.to()).map(found -> {
            Installation source = found.get(from.environment());
            Installation there = found.get(request.to());
            command.mustApplyTo(Optional.ofNullable(source).orElseThrow(() -> InstallationStore.missing(from)));
            if (there != null && there.removing()) {
                throw InstallProvider.removing(there);
            }
            return new Step(command, request, source, there);
        });
    }

    private Uni<Version> released(Step step) {
        Installation source = step.source();
        String serving = Promotions.settledVersion(source.standing(), source.generation());
        if (serving == null) {
            throw ProblemException.of(
                    ErrorCode.NOT_SETTLED,
                    "What is wanted of " + source.provider() + " in the environment " + step.from()
                            + " does not serve there yet.");
        }
        return versions.mustStillBeOpen(source)
                .chain(() -> versions.released(step.to().caller(), source.provider(), serving));
    }

    private Uni<Void> mustBeMet(Step step, Version version) {
        return switch (step.decision(version.number())) {
            case INSTALL, UPGRADE, DOWNGRADE -> dependencies.mustBeMet(step.to().place(), version);
            case HOLD_HERE, UNCHANGED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Changed> apply(Step step, Version version) {
        Settings wanted = step.wanted();
        return verdict(step, wanted, version).invoke(ConfigVerdict::mustFit).chain(() -> moved(step, version, wanted));
    }

    private Uni<ConfigVerdict> verdict(Step step, Settings wanted, Version version) {
        return step.there() == null
                ? configs.verdict(wanted.config(), version)
                : configs.verdict(step.there(), wanted.config(), version);
    }

    private Uni<Changed> moved(Step step, Version version, Settings wanted) {
        Promotions.Decision decision = step.decision(version.number());
        if (decision == Promotions.Decision.INSTALL) {
            return versions.mustBeOpen(step.to()).chain(() -> installs.create(step.to(), version, wanted, step.why()));
        }
        Superseded superseded = Superseded.by(step.there());
        return settings.apply(step.there(), wanted, by(step))
                .flatMap(configured -> move(step, version, decision, configured)
                        .map(changed -> configured || changed.accepted() ? changed.instead(superseded) : changed));
    }

    private Uni<Changed> move(Step step, Version version, Promotions.Decision decision, boolean configured) {
        Installation there = step.there();
        return switch (decision) {
            case INSTALL -> throw new IllegalStateException("was installed");
            case UPGRADE -> {
                there.upgrade(version.number(), Promotions.holds(step.standing()), by(step));
                yield events.requested(there, UpgradeRequested::new, step.why());
            }
            case DOWNGRADE -> {
                there.downgrade(version.number(), by(step));
                yield events.requested(there, UpgradeRequested::new, step.why());
            }
            case HOLD_HERE -> {
                there.holdHere(version.number(), PinCause.upgrade, by(step));
                yield events.changed(there, REASON, step.why());
            }
            case UNCHANGED -> configured ? events.changed(there, REASON, step.why()) : events.unchanged(there);
        };
    }

    private Change by(Step step) {
        return new Change(step.to().caller().actor(), clock.instant());
    }
}
