package io.slipway.deployer.resync;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/internal/resync")
class ResyncResource {
    private final SnapshotComparison comparison;

    ResyncResource(SnapshotComparison comparison) {
        this.comparison = comparison;
    }

    @POST
    @ResponseStatus(202)
    public Uni<Compared> resync() {
        return comparison.compare();
    }
}
