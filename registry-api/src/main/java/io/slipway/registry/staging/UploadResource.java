package io.slipway.registry.staging;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.idempotency.KeyedRequests;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.OwnNames;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.version.Published;
import io.slipway.registry.version.VersionView;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/providers/{org}/{name}/versions")
@Tag(name = "Versions")
@RequiresScope(Scope.PUBLISH)
public class UploadResource {
    private final RequestUpload request;
    private final ConfirmUpload confirm;
    private final OwnNames names;
    private final KeyedRequests keys;
    private final CurrentCaller caller;

    UploadResource(
            RequestUpload request, ConfirmUpload confirm, OwnNames names, KeyedRequests keys, CurrentCaller caller) {
        this.request = request;
        this.confirm = confirm;
        this.names = names;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Path("/upload-url")
    @Costs(CostClass.BUILDS)
    @Idempotent
    @APIResponse(responseCode = "200", description = "The same source is a version already: duplicate is true")
    @APIResponse(responseCode = "201", description = "Send the files to these URLs, then confirm")
    @Operation(
            operationId = "requestUpload",
            summary = "Publish in two steps: the URLs to upload to",
            description = "They are good for 15 minutes and one file each. Confirm within an hour")
    public Uni<RestResponse<UploadUrlView>> requestUpload(
            @RestPath String org, @RestPath String name, UploadUrlRequest body, @Context UriInfo address) {
        ProviderName provider = ProviderNames.given(org, name);
        UploadUrlRequest wanted = required(body);
        return names.mustBeOwn(caller.get(), provider)
                .chain(() -> request.request(caller.get(), provider, wanted, address.getBaseUri()))
                .map(view -> RestResponse.status(
                        view.duplicate() ? RestResponse.Status.OK : RestResponse.Status.CREATED, view));
    }

    @POST
    @Path("/confirm")
    @Costs(CostClass.BUILDS)
    @APIResponse(responseCode = "200", description = "It was a version before: nothing was done")
    @APIResponse(responseCode = "202", description = "Accepted for building")
    @Operation(
            operationId = "confirmUpload",
            summary = "Publish in two steps: make a version of what was uploaded",
            description =
                    "202: accepted for building. 200: the upload was confirmed before, or its source is a version")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    public Uni<RestResponse<VersionView>> confirm(@RestPath String org, @RestPath String name, ConfirmRequest body) {
        KeyedRequest key = keys.current();
        ProviderName provider = ProviderNames.given(org, name);
        ConfirmRequest wanted = required(body);
        return names.mustBeOwn(caller.get(), provider)
                .chain(() -> confirm.confirm(caller.get(), provider, wanted, key))
                .map(UploadResource::response);
    }

    private static <T> T required(T body) {
        if (body == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        return body;
    }

    private static RestResponse<VersionView> response(Published published) {
        return RestResponse.status(
                published.accepted() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, published.version());
    }
}
