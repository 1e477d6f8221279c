package io.slipway.registry.provider;

import java.util.Map;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.AnonymousRead;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

@Path("/providers")
@Tag(name = "Providers")
@RequiresScope(Scope.READ)
public class ProviderResource {
    private final ReadProviders providers;
    private final ChangeProvider change;
    private final CurrentCaller caller;

    ProviderResource(ReadProviders providers, ChangeProvider change, CurrentCaller caller) {
        this.providers = providers;
        this.change = change;
        this.caller = caller;
    }

    @GET
    @Costs(CostClass.SEARCHES)
    @AnonymousRead
    @Operation(
            operationId = "listProviders",
            summary = "Providers that you may see, newest first, or the best matches of a search first",
            description = "q: words of the name, the display name, tags and the description, or how they begin;"
                    + " before and after then follow the rank")
    public Uni<Page<ProviderView>> list(@BeanParam CatalogueParameters filter, @BeanParam PageQuery page) {
        return providers.list(caller.get(), filter.checked(), page.keyset());
    }

    @GET
    @Path("/{org}/{name}")
    @AnonymousRead
    @Operation(operationId = "getProvider", summary = "One provider")
    public Uni<ProviderView> get(@RestPath String org, @RestPath String name) {
        return providers.get(caller.get(), ProviderNames.given(org, name));
    }

    @PATCH
    @Path("/{org}/{name}")
    @RequiresScope(Scope.PUBLISH)
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PatchDescription.class)),
                @Content(
                        mediaType = "application/merge-patch+json",
                        schema = @Schema(implementation = PatchDescription.class))
            })
    @Operation(
            operationId = "patchProvider",
            summary = "Change what is said of a provider, and who reads it",
            description = "A JSON merge patch (RFC 7396) of display_name, description, tags, icon_url and visibility")
    public Uni<ProviderView> patch(
            @RestPath String org,
            @RestPath String name,
            @RestHeader("If-Match") String ifMatch,
            Map<String, Object> patch) {
        return change.patch(
                caller.get(), ProviderNames.given(org, name), ProviderPatch.of(patch), new IfMatch(ifMatch));
    }

    @DELETE
    @Path("/{org}/{name}")
    @RequiresScope(Scope.PUBLISH)
    @Operation(
            operationId = "deleteProvider",
            summary = "Delete a provider that nobody has installed",
            description = "409 provider_installed otherwise. Its name is never given again")
    public Uni<Void> delete(@RestPath String org, @RestPath String name, @RestHeader("If-Match") String ifMatch) {
        return change.delete(caller.get(), ProviderNames.given(org, name), new IfMatch(ifMatch));
    }
}
