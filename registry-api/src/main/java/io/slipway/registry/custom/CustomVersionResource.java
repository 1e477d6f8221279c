package io.slipway.registry.custom;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.idempotency.KeyedRequests;
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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/custom-providers/{custom_provider_id}/versions")
@Tag(name = "Custom providers")
@RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
public class CustomVersionResource {
    private final ReadCustomProviders read;
    private final CreateCustomVersion create;
    private final KeyedRequests keys;
    private final CurrentCaller caller;

    CustomVersionResource(
            ReadCustomProviders read, CreateCustomVersion create, KeyedRequests keys, CurrentCaller caller) {
        this.read = read;
        this.create = create;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listCustomProviderVersions", summary = "Versions of a custom provider, newest first")
    public Uni<Page<CustomVersionView>> list(
            @RestPath("custom_provider_id") String id, @BeanParam VersionParameters filter, @BeanParam PageQuery page) {
        return read.versions(caller.get(), id, filter.checked(), page.keyset());
    }

    @POST
    @Costs(CostClass.BUILDS)
    @ResponseStatus(201)
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "createCustomProviderVersion",
            summary = "Make a version of a custom provider, and deploy it when it is built",
            description = "from: an image, or what was uploaded to the URL that requestUpload answered with."
                    + " To name environments takes the scope install, too")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    public Uni<CustomVersionView> create(@RestPath("custom_provider_id") String id, CustomVersionRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        return create.create(new CreateCustomVersion.Command(caller.get(), id, request, keys.current()));
    }

    @GET
    @Path("/{custom_provider_version_id}")
    @Operation(operationId = "getCustomProviderVersion", summary = "One version of a custom provider")
    public Uni<CustomVersionView> get(
            @RestPath("custom_provider_id") String id, @RestPath("custom_provider_version_id") String version) {
        return read.version(caller.get(), id, version);
    }
}
