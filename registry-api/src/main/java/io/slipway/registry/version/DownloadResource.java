package io.slipway.registry.version;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Numbers;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** What a version was made of, and from. */
@Path("/providers/{org}/{name}/versions/{version}")
@Tag(name = "Versions")
@RequiresScope(Scope.READ)
public class DownloadResource {
    private final DownloadVersion download;
    private final ReadLineage lineage;
    private final CurrentCaller caller;

    DownloadResource(DownloadVersion download, ReadLineage lineage, CurrentCaller caller) {
        this.download = download;
        this.lineage = lineage;
        this.caller = caller;
    }

    @GET
    @Path("/download")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "With redirect=false: signed URLs")
    @APIResponse(responseCode = "302", description = "The package's signed URL")
    @Operation(
            operationId = "downloadVersion",
            summary = "Download a version's package",
            description = "By a URL that is good for 15 minutes, for whoever may read the version; also of yanked ones")
    public Uni<RestResponse<DownloadView>> download(
            @RestPath String org,
            @RestPath String name,
            @RestPath String version,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"true", "false"},
                                            defaultValue = "true"))
                    String redirect,
            @Context UriInfo address) {
        boolean redirects = redirects(redirect);
        return download.download(caller.get(), ProviderNames.given(org, name), version, address.getBaseUri())
                .map(view -> redirects ? found(view) : RestResponse.ok(view));
    }

    private static RestResponse<DownloadView> found(DownloadView view) {
        return RestResponse.ResponseBuilder.<DownloadView>create(RestResponse.Status.FOUND)
                .location(view.files().url())
                .build();
    }

    private static boolean redirects(String redirect) {
        return switch (redirect == null ? "true" : redirect) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "redirect", "must be true or false");
        };
    }

    @GET
    @Path("/lineage")
    @Operation(
            operationId = "getLineage",
            summary = "A version, the one that it was made from, and so on",
            description = "next is the version whose lineage goes on")
    public Uni<LineageView> lineage(
            @RestPath String org,
            @RestPath String name,
            @RestPath String version,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "100"))
                    @RestQuery
                    String limit) {
        int shown = Numbers.limit(limit, ReadLineage.MOST, ReadLineage.MOST);
        return lineage.read(caller.get(), ProviderNames.given(org, name), version, shown);
    }
}
