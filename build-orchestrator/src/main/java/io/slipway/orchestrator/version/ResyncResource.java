package io.slipway.orchestrator.version;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Compares with registry-api now. */
@Path("/internal/resync")
public class ResyncResource {
    private final CompareVersions compare;

    ResyncResource(CompareVersions compare) {
        this.compare = compare;
    }

    @POST
    @ResponseStatus(202)
    public Uni<CompareVersions.Compared> resync() {
        return compare.compare();
    }
}
