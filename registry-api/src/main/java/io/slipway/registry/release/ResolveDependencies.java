package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderStore;
import io.slipway.registry.provider.Reader;
import io.slipway.registry.release.ReleaseDocument.ReleaseDependencyDocument;
import io.slipway.registry.version.Version;
import io.slipway.registry.version.VersionStore;
import io.smallrye.mutiny.Uni;

/** What a release needs: found by catalogId, else by name and version; only what the caller sees counts. */
@ApplicationScoped
class ResolveDependencies {
    private final ReleaseStore releases;
    private final VersionStore versions;
    private final ProviderStore providers;

    ResolveDependencies(ReleaseStore releases, VersionStore versions, ProviderStore providers) {
        this.releases = releases;
        this.versions = versions;
        this.providers = providers;
    }

    /** Those that are not here; in the caller's session, one after the other. */
    Uni<List<ReleaseDependencyDocument>> unresolved(Caller caller, List<ReleaseDependencyDocument> needs) {
        Uni<List<ReleaseDependencyDocument>> open = Uni.createFrom().item(ArrayList::new);
        for (ReleaseDependencyDocument need : needs) {
            open = open.flatMap(list -> isHere(caller, need).map(here -> {
                if (!here) {
                    list.add(need);
                }
                return list;
            }));
        }
        return open;
    }

    private Uni<Boolean> isHere(Caller caller, ReleaseDependencyDocument need) {
        return byCatalogId(caller, need)
                .flatMap(found -> found ? Uni.createFrom().item(true) : byName(caller, need));
    }

    private Uni<Boolean> byCatalogId(Caller caller, ReleaseDependencyDocument need) {
        return releases.own(caller, need.catalogId())
                .flatMap(release -> release == null
                        ? versions.findById(CatalogIds.version(need.catalogId()))
                                .flatMap(version -> isReadable(caller, version))
                        : Uni.createFrom().item(release.isReleased()));
    }

    private Uni<Boolean> byName(Caller caller, ReleaseDependencyDocument need) {
        String name = need.name().contains("/") ? need.name() : caller.organization() + "/" + need.name();
        return releases.find("provider = ?1 and number = ?2", name, need.version())
                .<Release>firstResult()
                .flatMap(release -> release != null
                                && release.isReleased()
                                && release.organization().equals(caller.organization())
                        ? Uni.createFrom().item(true)
                        : versions.find("provider = ?1 and number = ?2", name, need.version())
                                .<Version>firstResult()
                                .flatMap(version -> isReadable(caller, version)));
    }

    private Uni<Boolean> isReadable(Caller caller, Version version) {
        return version == null || version.isDeleted() || !isReleased(version)
                ? Uni.createFrom().item(false)
                : providers
                        .reads(version.provider(), Reader.of(caller))
                        .onFailure()
                        .recoverWithItem(false);
    }

    private static boolean isReleased(Version version) {
        return switch (version.status()) {
            case published, yanked -> true;
            case building, failed -> false;
        };
    }
}
