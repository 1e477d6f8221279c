package io.slipway.registry.membership;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.organization.OpenRoute;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/auth/bootstrap")
@Tag(name = "Organizations")
public class BootstrapResource {
    private final BootstrapRegistry bootstrap;

    BootstrapResource(BootstrapRegistry bootstrap) {
        this.bootstrap = bootstrap;
    }

    @POST
    @OpenRoute
    @SecurityRequirements
    @ResponseStatus(201)
    @Operation(
            operationId = "bootstrapRegistry",
            summary = "Make the first organization",
            description = "Without a bearer token, by the operator's secret, once. The owner's token is shown once")
    public Uni<FoundedView> bootstrap(BootstrapRequest request) {
        return bootstrap.bootstrap(Inputs.required(request));
    }
}
