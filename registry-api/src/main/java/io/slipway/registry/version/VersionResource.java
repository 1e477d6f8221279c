package io.slipway.registry.version;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.slipway.registry.organization.AnonymousRead;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/providers/{org}/{name}/versions")
@Tag(name = "Versions")
@RequiresScope(Scope.READ)
public class VersionResource {
    private final ReadVersions versions;
    private final CurrentCaller caller;

    VersionResource(ReadVersions versions, CurrentCaller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    @GET
    @AnonymousRead
    @Operation(operationId = "listVersions", summary = "Versions of a provider, newest first")
    public Uni<Page<VersionView>> list(@RestPath String org, @RestPath String name, @BeanParam PageQuery page) {
        return versions.list(caller.get(), ProviderNames.given(org, name), page.keyset());
    }

    @GET
    @Path("/{version}")
    @AnonymousRead
    @Operation(
            operationId = "getVersion",
            summary = "One version; latest stands for the active one, else the highest published one")
    public Uni<VersionView> get(@RestPath String org, @RestPath String name, @RestPath String version) {
        return versions.get(caller.get(), ProviderNames.given(org, name), version);
    }
}
