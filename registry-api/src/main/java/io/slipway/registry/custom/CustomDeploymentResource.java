package io.slipway.registry.custom;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.RequiresScope.Restricted;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/custom-providers/{custom_provider_id}/deployments")
@Tag(name = "Custom providers")
@RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
public class CustomDeploymentResource {
    private final ReadCustomProviders read;
    private final ReadDeploymentLogs logs;
    private final DeployCustomVersion deploy;
    private final CurrentCaller caller;

    CustomDeploymentResource(
            ReadCustomProviders read, ReadDeploymentLogs logs, DeployCustomVersion deploy, CurrentCaller caller) {
        this.read = read;
        this.logs = logs;
        this.deploy = deploy;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listCustomProviderDeployments",
            summary = "Deployments of a custom provider, newest first")
    public Uni<Page<CustomDeploymentView>> list(@RestPath("custom_provider_id") String id, @BeanParam PageQuery page) {
        return read.deployments(caller.get(), id, page.keyset());
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @RequiresScope(value = Scope.INSTALL, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "deployCustomProviderVersion",
            summary = "Deploy a version to an environment",
            description = "A version that is still being built is waited for."
                    + " One that waits for the same environment makes way")
    public Uni<CustomDeploymentView> deploy(
            @RestPath("custom_provider_id") String id, CustomDeploymentRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        return deploy.deploy(caller.get(), id, request);
    }

    @GET
    @Path("/{deployment_id}")
    @Operation(operationId = "getCustomProviderDeployment", summary = "One deployment of a custom provider")
    public Uni<CustomDeploymentView> get(
            @RestPath("custom_provider_id") String id, @RestPath("deployment_id") String deployment) {
        return read.deployment(caller.get(), id, deployment);
    }

    @GET
    @Path("/{deployment_id}/logs")
    @Operation(
            operationId = "getCustomProviderDeploymentLog",
            summary = "What the steps of a deployment write, as a page",
            description = "after: what the page before says as next; limit: 1 to 500")
    public Uni<CustomDeploymentLog> log(
            @RestPath("custom_provider_id") String id,
            @RestPath("deployment_id") String deployment,
            @RestQuery String after,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "500",
                                            defaultValue = "500"))
                    @RestQuery
                    String limit) {
        return logs.page(caller.get(), id, deployment, after, Slice.limit(limit));
    }
}
