package io.slipway.registry.version;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.version.VersionRequests.ActivateRequest;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

@Path("/providers/{org}/{name}/versions/active")
@Tag(name = "Versions")
public class ActiveVersionResource {
    private final ActivateVersion active;
    private final CurrentCaller caller;

    ActiveVersionResource(ActivateVersion active, CurrentCaller caller) {
        this.active = active;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getActiveVersion", summary = "The active version", description = "404 when none is set")
    public Uni<VersionView> get(@RestPath String org, @RestPath String name) {
        return active.get(caller.get(), ProviderNames.given(org, name));
    }

    @PUT
    @RequiresScope(Scope.PUBLISH)
    @Operation(
            operationId = "setActiveVersion",
            summary = "Have a published version followed instead of the highest one",
            description = "No installation is moved down by it. 409 version_not_published for any other version")
    public Uni<VersionView> set(
            @RestPath String org,
            @RestPath String name,
            @RestHeader("If-Match") String ifMatch,
            ActivateRequest request) {
        String version = VersionRequests.required(request).version();
        return active.set(
                new VersionCommand(caller.get(), ProviderNames.given(org, name), version, IfMatch.ANY),
                new IfMatch(ifMatch));
    }

    @DELETE
    @RequiresScope(Scope.PUBLISH)
    @Operation(operationId = "unsetActiveVersion", summary = "Have the highest published version followed again")
    public Uni<Void> unset(@RestPath String org, @RestPath String name, @RestHeader("If-Match") String ifMatch) {
        return active.unset(caller.get(), ProviderNames.given(org, name), new IfMatch(ifMatch));
    }
}
