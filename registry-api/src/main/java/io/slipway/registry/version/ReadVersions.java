package io.slipway.registry.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;

/** Versions as a caller may see them: members all of them, others those that were published. */
@ApplicationScoped
public class ReadVersions {
    private static final String LATEST = "latest";

    private final ProviderStore providers;
    private final VersionStore versions;
    private final VersionPages pages;
    private final ImageUrls images;

    ReadVersions(ProviderStore providers, VersionStore versions, VersionPages pages, ImageUrls images) {
        this.providers = providers;
        this.versions = versions;
        this.pages = pages;
        this.images = images;
    }

    @WithSession
    public Uni<Page<VersionView>> list(Caller caller, ProviderName name, Keyset page) {
        return providers
                .readable(name.toString(), caller)
                .flatMap(provider -> pages.list(provider.name(), isMember(caller, provider), page))
                .map(rows -> Page.of(rows, page, Version::id, version -> version.view(images)));
    }

    /** @param number or {@code latest} */
    @WithSession
    public Uni<VersionView> get(Caller caller, ProviderName name, String number) {
        return find(caller, name, number).map(version -> version.view(images));
    }

    /** The id of the last build; fails with 403 for those who are no members. */
    @WithSession
    public Uni<String> buildId(Caller caller, ProviderName name, String number) {
        return find(caller, name, number)
                .invoke(() -> caller.mustBelongTo(name.org()))
                .map(Version::buildId);
    }

    /** In the caller's session. @param number or {@code latest} */
    Uni<Version> find(Caller caller, ProviderName name, String number) {
        return providers
                .readable(name.toString(), caller)
                .flatMap(provider -> versions.require(caller, provider.name(), resolve(provider, number)))
                .invoke(version -> mustBeReadable(caller, version));
    }

    private static String resolve(Provider provider, String number) {
        if (!number.equals(LATEST)) {
            return number;
        }
        if (provider.latestVersion() == null) {
            throw ProblemException.of(
                    ErrorCode.NOT_FOUND,
                    "Nothing of " + provider.name() + " is published that latest could stand for.");
        }
        return provider.latestVersion();
    }

    static boolean isReadable(Caller caller, Version version) {
        boolean released = version.status() == Status.published || version.status() == Status.yanked;
        return released || caller.organization().equals(version.providerName().org());
    }

    private static void mustBeReadable(Caller caller, Version version) {
        if (!isReadable(caller, version)) {
            throw ProblemException.of(
                    ErrorCode.NOT_FOUND, "There is no version " + version.number() + " of " + version.provider() + ".");
        }
    }

    private static boolean isMember(Caller caller, Provider provider) {
        return caller.organization().equals(provider.organization());
    }
}
