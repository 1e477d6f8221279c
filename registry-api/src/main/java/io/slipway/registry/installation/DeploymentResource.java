package io.slipway.registry.installation;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
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

/** Which version runs, by hand. Bodies may be left out, and come with any content type then. */
@Path("/providers/installed/{org}/{name}")
@Tag(name = "Installations")
@RequiresScope(Scope.INSTALL)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
public class DeploymentResource {
    private final OptionalBodies bodies;
    private final ReadInstallations installations;
    private final UpgradeInstallation upgrades;
    private final RollBackInstallation rollbacks;
    private final ChangeInstallation changes;
    private final DryRun dryRun;
    private final CurrentCaller caller;

    DeploymentResource(
            OptionalBodies bodies,
            ReadInstallations installations,
            UpgradeInstallation upgrades,
            RollBackInstallation rollbacks,
            ChangeInstallation changes,
            DryRun dryRun,
            CurrentCaller caller) {
        this.bodies = bodies;
        this.installations = installations;
        this.upgrades = upgrades;
        this.rollbacks = rollbacks;
        this.changes = changes;
        this.dryRun = dryRun;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/upgrade")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MoveRequest.class)))
    @APIResponse(responseCode = "200", description = "There already")
    @APIResponse(responseCode = "202", description = "Accepted")
    @Operation(
            operationId = "upgradeInstallation",
            summary = "Upgrade to a version, or to the latest",
            description = "202: accepted; 200: there already. To the latest it releases a hold; a version named under"
                    + " an automatic policy is held. What was rejected is tried again. A config is rolled out with it")
    public Uni<RestResponse<InstallationView>> upgrade(
            @BeanParam Target target,
            String body,
            @Parameter(
                            description = DryRun.DESCRIPTION,
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery("dry_run")
                    String dry)
            throws MismatchedInputException {
        Command command = command(target).dry(DryRun.asked(dry));
        MoveRequest request = bodies.move(body);
        return command.through(dryRun, () -> upgrades.upgrade(command, request)).map(Responses::of);
    }

    @POST
    @Idempotent
    @Path("/downgrade")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MoveRequest.class)))
    @APIResponse(responseCode = "200", description = "There already")
    @APIResponse(responseCode = "202", description = "Accepted")
    @Operation(
            operationId = "downgradeInstallation",
            summary = "Go down to a version and hold it",
            description = "202: accepted; 200: there already")
    public Uni<RestResponse<InstallationView>> downgrade(@BeanParam Target target, String body)
            throws MismatchedInputException {
        MoveRequest request = bodies.move(body);
        if (request.version() == null) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/version", "is required");
        }
        return upgrades.downgrade(command(target), request).map(Responses::of);
    }

    @POST
    @Idempotent
    @Path("/rollback")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VersionRequest.class)))
    @APIResponse(responseCode = "200", description = "There already")
    @APIResponse(responseCode = "202", description = "Accepted")
    @Operation(
            operationId = "rollBackInstallation",
            summary = "Go back to what was good, and hold it",
            description = "To the last good revision or the last one of a version: its image, config and tier")
    public Uni<RestResponse<InstallationView>> rollback(@BeanParam Target target, String body)
            throws MismatchedInputException {
        return rollbacks
                .rollBack(command(target), bodies.rollback(body).version())
                .map(Responses::of);
    }

    @POST
    @Idempotent
    @Path("/release-hold")
    @APIResponse(responseCode = "200", description = "Nothing was held")
    @APIResponse(responseCode = "202", description = "Accepted")
    @Operation(
            operationId = "releaseHold",
            summary = "Let the policy decide again",
            description = "200: nothing was held")
    public Uni<RestResponse<InstallationView>> releaseHold(@BeanParam Target target) {
        return changes.releaseHold(command(target)).map(Responses::of);
    }

    @POST
    @Idempotent
    @Path("/deploy")
    @APIResponse(responseCode = "200", description = "There already")
    @APIResponse(responseCode = "202", description = "Accepted")
    @Operation(
            operationId = "deployInstallation",
            summary = "Try again what is wanted",
            description = "What was rejected counts as not tried")
    public Uni<RestResponse<InstallationView>> deploy(@BeanParam Target target) {
        return changes.deployAgain(command(target)).map(Responses::of);
    }

    @GET
    @Path("/deployment")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getDeployment", summary = "What runs, and why")
    public Uni<DeploymentView> deployment(@BeanParam Target target) {
        return installations.deployment(target.address(caller.get()));
    }

    private Command command(Target target) {
        return target.command(caller.get());
    }
}
