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
    static final int MOST = 100;

    private final ReadVersions versions;
    private final Lineage lineage;

    ReadLineage(ReadVersions versions, Lineage lineage) {
        this.versions = versions;
        this.lineage = lineage;
    }

    @WithSession
    Uni<LineageView> read(Caller caller, ProviderName name, String number, int limit) {
        return versions.find(caller, name, number)
                .flatMap(version -> lineage.chain(version.id(), limit + 1))
                .map(chain -> view(
                        chain.stream()
                                .takeWhile(version -> ReadVersions.isReadable(caller, version))
                                .toList(),
                        limit));
    }

    private static LineageView view(List<Version> chain, int limit) {
        String next = chain.size() > limit ? chain.get(limit).number() : null;
        return new LineageView(
                chain.stream().limit(limit).map(Version::asAncestor).toList(), next);
    }
}
