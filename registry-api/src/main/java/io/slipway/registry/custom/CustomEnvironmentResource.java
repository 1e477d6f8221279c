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
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/custom-providers/{custom_provider_id}/environments")
@Tag(name = "Custom providers")
@RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
public class CustomEnvironmentResource {
    private final ReadCustomProviders read;
    private final AddEnvironment add;
    private final CurrentCaller caller;

    CustomEnvironmentResource(ReadCustomProviders read, AddEnvironment add, CurrentCaller caller) {
        this.read = read;
        this.add = add;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listCustomProviderEnvironments",
            summary = "Environments of a custom provider, newest first")
    public Uni<Page<CustomEnvironmentView>> list(@RestPath("custom_provider_id") String id, @BeanParam PageQuery page) {
        return read.environments(caller.get(), id, page.keyset());
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @RequiresScope(value = Scope.INSTALL, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "addCustomProviderEnvironment",
            summary = "Give a custom provider an environment of your organization",
            description = "Versions can be deployed there from then on; at most 100 for each custom provider")
    public Uni<CustomEnvironmentView> add(@RestPath("custom_provider_id") String id, CustomEnvironmentRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        return add.add(caller.get(), id, request);
    }

    @GET
    @Path("/{environment}")
    @Operation(
            operationId = "getCustomProviderEnvironment",
            summary = "One environment of a custom provider, by its id or name")
    public Uni<CustomEnvironmentView> get(@RestPath("custom_provider_id") String id, @RestPath String environment) {
        return read.environment(caller.get(), id, environment);
    }
}
