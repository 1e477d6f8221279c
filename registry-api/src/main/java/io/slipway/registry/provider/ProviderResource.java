package io.slipway.registry.provider;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/providers")
@Tag(name = "Providers")
@RequiresScope(Scope.READ)
public class ProviderResource {
    private final ReadProviders providers;
    private final CurrentCaller caller;

    ProviderResource(ReadProviders providers, CurrentCaller caller) {
        this.providers = providers;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Providers that you may read, newest first", description = "q: how the name begins")
    public Uni<Page<ProviderView>> list(@RestQuery String q, @BeanParam PageQuery page) {
        return providers.list(caller.get(), q == null ? "" : q, page.keyset());
    }

    @GET
    @Path("/{org}/{name}")
    @Operation(summary = "One provider")
    public Uni<ProviderView> get(@RestPath String org, @RestPath String name) {
        return providers.get(caller.get(), ProviderNames.given(org, name));
    }
}
