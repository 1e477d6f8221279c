package io.slipway.registry.version;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;
import io.smallrye.mutiny.Uni;

/** Where a version comes from, as far as the caller may see it: others' up to one that was never published. */
@ApplicationScoped
public class ReadLineage {
    private static final int SHOWN = 100;

    private final ReadVersions versions;
    private final Lineage lineage;

    ReadLineage(ReadVersions versions, Lineage lineage) {
        this.versions = versions;
        this.lineage = lineage;
    }

    @WithSession
    Uni<LineageView> read(Caller caller, ProviderName name, String number) {
        return versions.find(caller, name, number)
                .flatMap(version -> lineage.chain(version.id(), SHOWN + 1))
                .map(chain -> view(chain.stream()
                        .takeWhile(version -> ReadVersions.isReadable(caller, version))
                        .toList()));
    }

    private static LineageView view(List<Version> chain) {
        String next = chain.size() > SHOWN ? chain.get(SHOWN).number() : null;
        return new LineageView(
                chain.stream().limit(SHOWN).map(Version::asAncestor).toList(), next);
    }
}
