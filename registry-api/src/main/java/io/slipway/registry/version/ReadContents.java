package io.slipway.registry.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.organization.Caller;
import io.smallrye.mutiny.Uni;

/** What versions were made of, for their own organization. */
@ApplicationScoped
public class ReadContents {
    private final VersionStore versions;
    private final ImageUrls images;

    ReadContents(VersionStore versions, ImageUrls images) {
        this.versions = versions;
        this.images = images;
    }

    /** In the caller's session; null when it has no published version of that id. */
    public Uni<VersionContent> own(Caller caller, String id) {
        return versions.findById(id)
                .map(found -> found == null
                                || found.isDeleted()
                                || !found.providerName().org().equals(caller.organization())
                        ? null
                        : VersionContent.of(found, found.view(images)))
                .map(content -> content == null || !content.released() ? null : content);
    }
}
