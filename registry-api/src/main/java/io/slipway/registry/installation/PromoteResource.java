package io.slipway.registry.installation;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/providers/installed/{org}/{name}/promote")
@Tag(name = "Installations")
public class PromoteResource {
    private final PromoteInstallation promotions;
    private final CurrentCaller caller;

    PromoteResource(PromoteInstallation promotions, CurrentCaller caller) {
        this.promotions = promotions;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RequiresScope(Scope.INSTALL)
    @APIResponse(responseCode = "200", description = "There already")
    @APIResponse(responseCode = "202", description = "Accepted")
    @APIResponse(responseCode = "410", description = "The version was deleted")
    @Operation(
            operationId = "promoteInstallation",
            summary = "Take what serves in one environment to another",
            description =
                    "environment: where it serves. 202: installed there, or moved to that very version and held as by"
                            + " upgrade or downgrade; 200: there already. Secrets never go along")
    public Uni<RestResponse<InstallationView>> promote(@BeanParam Target target, PromoteRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        Command command = target.command(caller.get());
        return promotions
                .promote(command, request.checked(command.address().environment()))
                .map(Responses::of);
    }
}
