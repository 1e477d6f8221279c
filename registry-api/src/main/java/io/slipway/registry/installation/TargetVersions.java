package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.slipway.registry.version.Version;
import io.slipway.registry.version.VersionNumbers;
import io.slipway.registry.version.VersionStore;
import io.smallrye.mutiny.Uni;

/** Which version a request means, and whether it may run. */
@ApplicationScoped
class TargetVersions {
    private final ProviderStore providers;
    private final VersionStore versions;
    private final InstallationAccess access;

    TargetVersions(ProviderStore providers, VersionStore versions, InstallationAccess access) {
        this.providers = providers;
        this.versions = versions;
        this.access = access;
    }

    /** Of a provider that the caller may read. @param number null for the latest in the range */
    Uni<Version> forInstall(Address address, String number, String range) {
        return mustBeOpen(address).flatMap(_ -> forUpgrade(address, number, range));
    }

    /** Fails with 404 unless the caller may read what the address names. */
    Uni<Void> mustBeOpen(Address address) {
        return providers.mustBeReadable(address.provider(), address.caller());
    }

    /** Fails with 403 when the tenant may no longer see what it has installed; it stays so until the transaction ends. */
    Uni<Void> mustStillBeOpen(Installation installation) {
        return providers
                .share(installation.provider())
                .flatMap(_ -> access.isOpen(installation.id()))
                .invoke(open -> {
                    if (!open) {
                        throw ProblemException.of(
                                ErrorCode.ACCESS_WITHDRAWN,
                                installation.provider() + " is no longer open to your organization.");
                    }
                })
                .replaceWithVoid();
    }

    /** Of a provider that is installed already. @param number null for the latest in the range */
    Uni<Version> forUpgrade(Address address, String number, String range) {
        return number == null
                ? providers.share(address.provider()).flatMap(provider -> latest(provider, range))
                : released(address.caller(), address.provider(), number);
    }

    /** Fails with 404 when it is unknown, with 409 when it may not run; it stays so until the transaction ends. */
    Uni<Version> released(Caller caller, String provider, String number) {
        String checked = VersionNumbers.given(number).toString();
        return providers
                .share(provider)
                .flatMap(_ -> versions.require(caller, provider, checked))
                .invoke(version -> mustBeUsable(version, caller));
    }

    /** One that was accepted before, whatever became of it. */
    Uni<Version> accepted(String provider, String number) {
        return versions.require(provider, number);
    }

    private Uni<Version> latest(Provider provider, String range) {
        if (provider.latestVersion() == null
                || VersionNumbers.stored(provider.latestVersion()).isWithin(range)) {
            return named(provider, provider.latestVersion(), range);
        }
        return versions.highestWithin(provider.name(), range).flatMap(number -> named(provider, number, range));
    }

    private Uni<Version> named(Provider provider, String number, String range) {
        if (number == null) {
            throw ProblemException.of(
                    ErrorCode.NO_PUBLISHED_VERSION,
                    provider.name() + " has no published version"
                            + (range == null ? "" : " in the range " + range)
                            + ".");
        }
        return versions.require(provider.name(), number);
    }

    private static void mustBeUsable(Version version, Caller caller) {
        boolean published = version.status() == Status.published || version.status() == Status.yanked;
        if (!published && !version.providerName().org().equals(caller.organization())) {
            throw ProblemException.of(
                    ErrorCode.NOT_FOUND, "There is no version " + version.number() + " of " + version.provider() + ".");
        }
        if (!published) {
            throw ProblemException.of(
                    ErrorCode.VERSION_NOT_PUBLISHED, "Version " + version.number() + " is " + version.status() + ".");
        }
        if (version.yank() != null && version.yank().level() != VersionState.Yank.Level.hide) {
            throw ProblemException.of(
                    ErrorCode.VERSION_NOT_PUBLISHED,
                    "Version " + version.number() + " was withdrawn: "
                            + version.yank().reason() + ".");
        }
    }
}
