package io.slipway.registry.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderStore;
import io.slipway.registry.provider.Reader;
import io.smallrye.mutiny.Uni;

/** What versions were made of, for whoever may read them. */
@ApplicationScoped
public class ReadContents {
    private final VersionStore versions;
    private final ProviderStore providers;
    private final ImageUrls images;

    ReadContents(VersionStore versions, ProviderStore providers, ImageUrls images) {
        this.versions = versions;
        this.providers = providers;
        this.images = images;
    }

    /** In the caller's session; null when there was never a published version of that id that it may read. */
    public Uni<VersionContent> readable(Caller caller, String id) {
        return versions.findById(id)
                .onItem()
                .ifNotNull()
                .transformToUni(found -> isReadable(caller, found)
                        .map(readable -> readable ? VersionContent.of(found, found.view(images)) : null))
                .map(content -> content == null || !content.released() ? null : content);
    }

    private Uni<Boolean> isReadable(Caller caller, Version version) {
        return version.providerName().org().equals(caller.organization())
                ? Uni.createFrom().item(true)
                : providers
                        .reads(version.provider(), Reader.of(caller))
                        .onFailure(ProblemException.class)
                        .recoverWithItem(false);
    }

    /** In the caller's session. Fails with 410 for a version that was deleted. */
    public Uni<Void> mustStand(String id) {
        return versions.findById(id)
                .invoke(found -> {
                    if (found != null && found.isDeleted()) {
                        throw ProblemException.of(
                                ErrorCode.GONE,
                                "Version " + found.number() + " of " + found.provider() + " was deleted.");
                    }
                })
                .replaceWithVoid();
    }
}
