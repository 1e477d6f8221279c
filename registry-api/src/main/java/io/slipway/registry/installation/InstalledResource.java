package io.slipway.registry.installation;

import java.util.Map;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/providers/installed")
@Tag(name = "Installations")
public class InstalledResource {
    private final ReadInstallations installations;
    private final ChangeInstallation changes;
    private final DryRun dryRun;
    private final CurrentCaller caller;

    InstalledResource(
            ReadInstallations installations, ChangeInstallation changes, DryRun dryRun, CurrentCaller caller) {
        this.installations = installations;
        this.changes = changes;
        this.dryRun = dryRun;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listInstallations", summary = "What your organization has installed, newest first")
    public Uni<Page<InstallationView>> list(@BeanParam EnvironmentParameter environment, @BeanParam PageQuery page) {
        return installations.list(caller.get(), environment.checked(), page.keyset());
    }

    @GET
    @Path("/{org}/{name}")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getInstallation", summary = "One installation; its ETag begins with its generation")
    public Uni<RestResponse<InstallationView>> get(@BeanParam Target target) {
        return installations.get(target.address(caller.get())).map(Responses::ok);
    }

    @PATCH
    @Path("/{org}/{name}")
    @RequiresScope(Scope.INSTALL)
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = InstallationPatch.class)),
                @Content(
                        mediaType = "application/merge-patch+json",
                        schema = @Schema(implementation = InstallationPatch.class))
            })
    @Operation(
            operationId = "changeInstallation",
            summary = "Change policy, range, tier or config in place",
            description = "A JSON merge patch (RFC 7396) of upgrade_policy, version_range, resource_tier and config")
    public Uni<RestResponse<InstallationView>> patch(
            @BeanParam Target target,
            Map<String, Object> patch,
            @Parameter(
                            description = DryRun.DESCRIPTION,
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery("dry_run")
                    String dry) {
        if (patch == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "A merge patch is a JSON object.");
        }
        Command command = target.command(caller.get()).dry(DryRun.asked(dry));
        return command.through(dryRun, () -> changes.configure(command, patch)).map(Responses::ok);
    }

    @DELETE
    @Path("/{org}/{name}")
    @RequiresScope(Scope.INSTALL)
    @APIResponse(responseCode = "202", description = "Being removed")
    @Operation(
            operationId = "removeInstallation",
            summary = "Remove what runs",
            description =
                    "202: being removed; 404 once it is gone. cascade=true removes its data, too. 409 while others"
                            + " in its environment require it: force=true removes it all the same, and does not wait for a"
                            + " cluster that is away")
    public Uni<RestResponse<InstallationView>> delete(
            @BeanParam Target target, @RestQuery String cascade, @RestQuery String force) {
        return changes.uninstall(target.command(caller.get()), flag("cascade", cascade), flag("force", force))
                .map(Responses::accepted);
    }

    private static boolean flag(String name, String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw ProblemException.ofField(ErrorCode.INVALID_VALUE, name, "must be true or false");
    }
}
