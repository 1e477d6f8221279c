package io.slipway.registry.release;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.idempotency.AnswerOnce.Once;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.idempotency.KeyedRequests;
import io.slipway.registry.idempotency.ReplayFilter;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.ProjectToken;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.RequiresScope.Restricted;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.upload.Body;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Releases of a project, and how they come in. */
@Path("/api/v1/catalog/releases/project/{projectIdentifier}")
@Tag(name = "Releases")
public class ProjectReleasesResource {
    private final ImportRelease imports;
    private final ReadReleases releases;
    private final KeepArtifact artifacts;
    private final KeyedRequests keys;
    private final CurrentCaller caller;

    ProjectReleasesResource(
            ImportRelease imports,
            ReadReleases releases,
            KeepArtifact artifacts,
            KeyedRequests keys,
            CurrentCaller caller) {
        this.imports = imports;
        this.releases = releases;
        this.artifacts = artifacts;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Path("/import")
    @ProjectToken
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Costs(CostClass.BUILDS)
    @APIResponse(
            responseCode = "200",
            description = "It has ended: what came of it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "It goes on; Location is where to ask for its end",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportView.class)))
    @Operation(
            operationId = "importRelease",
            summary = "Import a release as a draft",
            description =
                    "Artifacts are fetched and verified, images get digests. 200 with warnings for those that are not"
                            + " as they should be; 202 after 30 s, and with Prefer: respond-async. A repeated"
                            + " Idempotency-Key is answered with what has become of its import")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    public Uni<RestResponse<Object>> importRelease(
            @RestPath String projectIdentifier,
            @Parameter(description = "respond-async: do not wait") @RestHeader("Prefer") List<String> prefer,
            @Parameter(description = "A token, instead of Authorization") @RestHeader("X-Project-Token")
                    String projectToken,
            ReleaseDocument body) {
        KeyedRequest key = keys.current();
        if (body == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        boolean async = prefer != null
                && prefer.stream()
                        .anyMatch(header -> header.toLowerCase(Locale.ROOT).contains("respond-async"));
        return imports.run(caller.get(), projectIdentifier, body, key, async).map(ProjectReleasesResource::response);
    }

    private static RestResponse<Object> response(Once<ImportView> once) {
        ImportView view = once.answer();
        if (view.error() != null) {
            throw ProblemException.complete(
                    ErrorCode.UNAVAILABLE,
                    "The import " + view.id() + " failed: " + view.error()
                            + ". Send the document again, with another Idempotency-Key if any.",
                    List.of());
        }
        RestResponse.ResponseBuilder<Object> answer = view.result() != null
                ? RestResponse.ResponseBuilder.ok(view.result())
                : RestResponse.ResponseBuilder.<Object>create(RestResponse.Status.ACCEPTED)
                        .entity(view)
                        .location(URI.create(ImportResource.PATH + "/" + view.id()));
        return (once.before() ? answer.header(ReplayFilter.HEADER, true) : answer).build();
    }

    @GET
    @RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "listReleases",
            summary = "Releases of a project that were imported, newest first",
            description =
                    "A version that was published here is in the list of versions; its catalogId is its id with rel_"
                            + " instead of prv_")
    public Uni<Page<ReleaseSummary>> list(@RestPath String projectIdentifier, @BeanParam PageQuery page) {
        return releases.list(caller.get(), projectIdentifier, page.keyset());
    }

    @PUT
    @Path("/artifacts/{sha256}")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    @RunOnVirtualThread
    @ResponseStatus(204)
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Costs(CostClass.BUILDS)
    @Operation(
            operationId = "putArtifact",
            summary = "Send an artifact's bytes before its release is imported",
            description = "Then nothing is fetched for it. Without a release they are removed after a day")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Void> put(@RestPath String projectIdentifier, @RestPath String sha256, InputStream body) {
        Caller sender = caller.get();
        Body bytes = new Body(body, "");
        return Uni.createFrom()
                .voidItem()
                .emitOn(Hops.eventLoop())
                .chain(() -> artifacts.keep(sender, projectIdentifier, sha256, bytes));
    }
}
