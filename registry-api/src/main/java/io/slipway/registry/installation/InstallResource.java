package io.slipway.registry.installation;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/providers/install")
@Tag(name = "Installations")
public class InstallResource {
    private final InstallProvider installs;
    private final DryRun dryRun;
    private final CurrentCaller caller;

    InstallResource(InstallProvider installs, DryRun dryRun, CurrentCaller caller) {
        this.installs = installs;
        this.dryRun = dryRun;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RequiresScope(value = Scope.INSTALL, restricted = RequiresScope.Restricted.BY_ROUTE)
    @APIResponse(responseCode = "200", description = "What it would come to; nothing was done")
    @APIResponse(responseCode = "202", description = "Accepted")
    @APIResponse(responseCode = "410", description = "The provider was deleted")
    @Operation(
            operationId = "installProvider",
            summary = "Install a provider for your organization",
            description = "202: accepted, the deployer takes it up. version: the latest when left out or null")
    public Uni<RestResponse<InstallationView>> install(
            InstallRequest request,
            @RestQuery String environment,
            @Parameter(
                            description = DryRun.DESCRIPTION,
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery("dry_run")
                    String dry) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        Address address = new Address(
                caller.get(),
                Environments.checked(request.environment() == null ? environment : request.environment()),
                ProviderNames.parse(request.requiredProvider(), "/provider_name")
                        .toString());
        caller.get().mustTouch(address.provider());
        Command command = new Command(address, null, DryRun.asked(dry));
        return command.through(dryRun, () -> installs.install(command, request.version(), request.settings()))
                .map(Responses::installed);
    }
}
