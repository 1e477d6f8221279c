package io.slipway.registry.resync;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/")
@Tag(name = "Operations")
public class ResyncResource {
    private final CompareWithPeers own;
    private final ResyncAll all;

    ResyncResource(CompareWithPeers own, ResyncAll all) {
        this.own = own;
        this.all = all;
    }

    @POST
    @Path("/internal/resync")
    @InternalRoute
    @ResponseStatus(202)
    @Operation(hidden = true)
    public Uni<ResyncResult> compare() {
        return own.compare();
    }

    @POST
    @Path("/ops/resync")
    @RequiresScope(Scope.ADMIN)
    @Operation(
            operationId = "compareServices",
            summary = "Let every service compare what it heard with what the others know")
    public Uni<ResyncReport> compareAll() {
        return all.resync();
    }
}
