package io.slipway.registry.version;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.contracts.VersionState;
import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.paging.Slice;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** All versions, for services that compare. */
@Path("/internal/versions")
@InternalRoute
public class InternalVersionResource {
    private final VersionPages versions;

    InternalVersionResource(VersionPages versions) {
        this.versions = versions;
    }

    @GET
    @WithSession
    @Operation(hidden = true)
    public Uni<Slice<VersionState>> list(@RestQuery String after, @RestQuery String limit) {
        return versions.snapshot(after == null ? "" : after, Slice.limit(limit))
                .map(cut -> Slice.of(cut, Version::id, Version::state));
    }
}
