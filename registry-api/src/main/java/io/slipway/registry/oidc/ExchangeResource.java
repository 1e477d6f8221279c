package io.slipway.registry.oidc;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.organization.OpenRoute;
import io.slipway.registry.token.TokenView;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/auth/oidc/exchange")
@Tag(name = "Trusted publishing")
public class ExchangeResource {
    private final ExchangeOidcToken exchange;

    ExchangeResource(ExchangeOidcToken exchange) {
        this.exchange = exchange;
    }

    @POST
    @OpenRoute
    @SecurityRequirements
    @Operation(
            operationId = "exchangeOidcToken",
            summary = "A token for a CI job that proves who it is",
            description = "Without a bearer token. What it gets publishes one provider, for 15 minutes at most")
    public Uni<TokenView> exchange(ExchangeRequest request) {
        return exchange.exchange(request);
    }
}
