package io.slipway.registry.custom;

import java.util.Map;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.RequiresScope.Restricted;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

@Path("/custom-providers")
@Tag(name = "Custom providers")
@RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
public class CustomProviderResource {
    private final ManageCustomProviders providers;
    private final CurrentCaller caller;

    CustomProviderResource(ManageCustomProviders providers, CurrentCaller caller) {
        this.providers = providers;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listCustomProviders", summary = "Your organization's own providers, newest first")
    public Uni<Page<CustomProviderView>> list(@BeanParam PageQuery page) {
        return providers.list(caller.get(), page.keyset());
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @RequiresScope(Scope.PUBLISH)
    @Operation(
            operationId = "createCustomProvider",
            summary = "Make a custom provider",
            description = "Nothing runs until it has a version. Its name is that of the provider, organization/name")
    public Uni<CustomProviderView> create(CustomProviderRequest request) {
        return providers.create(caller.get(), request);
    }

    @GET
    @Path("/{custom_provider_id}")
    @Operation(operationId = "getCustomProvider", summary = "One custom provider")
    public Uni<CustomProviderView> get(@RestPath("custom_provider_id") String id) {
        return providers.get(caller.get(), id);
    }

    @PATCH
    @Path("/{custom_provider_id}")
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CustomProviderPatch.class)),
                @Content(
                        mediaType = "application/merge-patch+json",
                        schema = @Schema(implementation = CustomProviderPatch.class))
            })
    @Operation(
            operationId = "patchCustomProvider",
            summary = "Change what is said of a custom provider, and who reads it",
            description = "A JSON merge patch (RFC 7396)")
    public Uni<CustomProviderView> patch(
            @RestPath("custom_provider_id") String id,
            @RestHeader("If-Match") String ifMatch,
            Map<String, Object> patch) {
        return providers.patch(caller.get(), id, patch, new IfMatch(ifMatch));
    }

    @DELETE
    @Path("/{custom_provider_id}")
    @RequiresScope(value = Scope.PUBLISH, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "deleteCustomProvider",
            summary = "Delete a custom provider that nobody has installed",
            description = "409 provider_installed otherwise. Its name is never given again")
    public Uni<Void> delete(@RestPath("custom_provider_id") String id, @RestHeader("If-Match") String ifMatch) {
        return providers.delete(caller.get(), id, new IfMatch(ifMatch));
    }
}
