package io.slipway.registry.release;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.idempotency.KeyedRequests;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.RequiresScope.Restricted;
import io.slipway.registry.organization.Scope;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Releases that are here, and go elsewhere. */
@Path("/api/v1/catalog/releases/{catalog_id}")
@Tag(name = "Releases")
public class ReleaseResource {
    private final ReadReleases releases;
    private final MakeRelease make;
    private final DeleteDraft delete;
    private final KeyedRequests keys;
    private final CurrentCaller caller;

    ReleaseResource(
            ReadReleases releases, MakeRelease make, DeleteDraft delete, KeyedRequests keys, CurrentCaller caller) {
        this.releases = releases;
        this.make = make;
        this.delete = delete;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
    @Operation(operationId = "getRelease", summary = "A release, and what was found of its artifacts and images")
    public Uni<ReleaseView> get(@RestPath("catalog_id") String id) {
        return releases.get(caller.get(), id);
    }

    @GET
    @Path("/export")
    @RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
    @APIResponse(responseCode = "200", description = "What importRelease takes")
    @APIResponse(responseCode = "409", description = "What it names is not all here")
    @Operation(
            operationId = "exportRelease",
            summary = "A release as import takes it",
            description = "The URLs of its artifacts are good for 15 minutes and need no token")
    public Uni<ReleaseDocument> export(@RestPath("catalog_id") String id, @Context UriInfo address) {
        return releases.export(caller.get(), id, address.getBaseUri());
    }

    @GET
    @Path("/artifacts/{artifact}")
    @RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
    @APIResponse(responseCode = "302", description = "Location is where its bytes are, for 15 minutes")
    @APIResponse(responseCode = "409", description = "It is not here")
    @Operation(operationId = "getArtifact", summary = "Download an artifact, by its SHA-256 or its name")
    public Uni<RestResponse<Void>> artifact(
            @RestPath("catalog_id") String id, @RestPath String artifact, @Context UriInfo address) {
        return releases.artifact(caller.get(), id, artifact, address.getBaseUri())
                .map(request -> RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.FOUND)
                        .location(request.url())
                        .build());
    }

    @POST
    @Path("/release")
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Costs(CostClass.BUILDS)
    @Operation(
            operationId = "releaseDraft",
            summary = "Release a draft",
            description =
                    "409 release_unverified until all that it names is here. Its provider package, or its only image,"
                            + " becomes a version, which is built as any other; without either it is artifacts alone")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    public Uni<ReleaseView> release(@RestPath("catalog_id") String id) {
        KeyedRequest key = keys.current();
        return make.release(caller.get(), id, key);
    }

    @DELETE
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Operation(operationId = "deleteDraft", summary = "Delete a draft", description = "409 for what is released")
    public Uni<Void> delete(@RestPath("catalog_id") String id, @RestHeader("If-Match") String ifMatch) {
        return delete.delete(caller.get(), id, new IfMatch(ifMatch));
    }
}
