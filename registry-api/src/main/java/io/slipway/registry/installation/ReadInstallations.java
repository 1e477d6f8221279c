package io.slipway.registry.installation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.contracts.InstallationIntent;
import io.slipway.registry.installation.InternalInstallationResource.AccessView;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.version.VersionStore;
import io.smallrye.mutiny.Uni;

/** Installations as their tenant sees them; another's looks like one that is not there. */
@ApplicationScoped
public class ReadInstallations {
    private final InstallationStore installations;
    private final InstallationAccess access;
    private final VersionStore versions;
    private final Dependencies dependencies;
    private final InstallationViews views;

    ReadInstallations(
            InstallationStore installations,
            InstallationAccess access,
            VersionStore versions,
            Dependencies dependencies,
            InstallationViews views) {
        this.installations = installations;
        this.access = access;
        this.versions = versions;
        this.dependencies = dependencies;
        this.views = views;
    }

    /** @param environments empty for all */
    @WithSession
    Uni<Page<InstallationView>> list(Caller caller, List<String> environments, Keyset page) {
        return installations
                .list(caller.organization(), environments, page)
                .map(rows -> Page.of(rows, page, Installation::id, views::view));
    }

    @WithSession
    Uni<Changed> get(Address address) {
        return installations.require(address).map(found -> new Changed(views.view(found), found.generation(), false));
    }

    @WithSession
    Uni<DeploymentView> deployment(Address address) {
        return installations.require(address).map(views::deployment);
    }

    /** Fails with 404 when it is not there. */
    @WithSession
    public Uni<String> id(Address address) {
        return installations.require(address).map(Installation::id);
    }

    /** Fails with 404 when it is not there. */
    @WithSession
    public Uni<Decided> decided(Address address) {
        return installations.require(address).map(Decided::of);
    }

    /** Whether it may have what is released from now on. @param version null: whichever */
    @WithSession
    Uni<AccessView> access(String id, String version) {
        return access.isOpen(id)
                .flatMap(open -> missing(id, open ? version : null).map(missing -> new AccessView(open, missing)));
    }

    private Uni<List<String>> missing(String id, String version) {
        return version == null
                ? Uni.createFrom().item(List.of())
                : installations.findById(id).flatMap(installation -> versions.require(installation.provider(), version)
                        .flatMap(wanted -> dependencies.missing(Place.of(installation), wanted)));
    }

    @WithSession
    Uni<Slice<InstallationIntent>> snapshot(String after, int limit) {
        return installations
                .snapshot(after, limit)
                .map(rows -> Slice.of(rows, limit, Installation::id, Installation::intent));
    }
}
