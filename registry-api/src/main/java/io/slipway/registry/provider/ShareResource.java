package io.slipway.registry.provider;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/providers/{org}/{name}/shares")
@Tag(name = "Providers")
public class ShareResource {
    private final ShareProvider shares;
    private final CurrentCaller caller;

    ShareResource(ShareProvider shares, CurrentCaller caller) {
        this.shares = shares;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listShares", summary = "Whom your provider is shared with")
    public Uni<Page<ShareView>> list(@RestPath String org, @RestPath String name, @BeanParam PageQuery page) {
        return shares.list(caller.get(), ProviderNames.given(org, name), page.keyset());
    }

    @POST
    @Idempotent
    @RequiresScope(Scope.PUBLISH)
    @APIResponse(responseCode = "201", description = "Shared")
    @APIResponse(responseCode = "200", description = "It was shared with that one before")
    @Operation(
            operationId = "shareProvider",
            summary = "Let a user or an organization read your provider",
            description = "Whatever its visibility: see it once published, download and install it."
                    + " Give organization or user_id")
    public Uni<RestResponse<ShareView>> share(@RestPath String org, @RestPath String name, ShareRequest request) {
        return shares.share(caller.get(), ProviderNames.given(org, name), ShareRequest.required(request))
                .map(shared -> RestResponse.status(
                        shared.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, shared.view()));
    }

    @DELETE
    @RequiresScope(Scope.PUBLISH)
    @Operation(
            operationId = "unshareProvider",
            summary = "Withdraw a share",
            description = "What was installed by it keeps running what it runs, and gets no new versions")
    public Uni<Void> unshare(
            @RestPath String org,
            @RestPath String name,
            @RestQuery String organization,
            @RestQuery("user_id") String userId) {
        return shares.unshare(caller.get(), ProviderNames.given(org, name), new ShareRequest(userId, organization));
    }
}
