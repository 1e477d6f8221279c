package io.slipway.registry.oidc;

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
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/providers/{org}/{name}/publishers")
@Tag(name = "Trusted publishing")
@RequiresScope(Scope.ADMIN)
public class PublisherResource {
    private final ManagePublishers publishers;
    private final CurrentCaller caller;

    PublisherResource(ManagePublishers publishers, CurrentCaller caller) {
        this.publishers = publishers;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listPublishers", summary = "The workflows that may publish your provider")
    public Uni<Page<PublisherView>> list(@RestPath String org, @RestPath String name, @BeanParam PageQuery page) {
        return publishers.list(caller.get(), ProviderNames.given(org, name), page.keyset());
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @Operation(
            operationId = "addPublisher",
            summary = "Let a workflow publish your provider",
            description = "Also before its first version. The workflow then gets a token by /auth/oidc/exchange")
    public Uni<PublisherView> add(@RestPath String org, @RestPath String name, PublisherRequest request) {
        return publishers.add(caller.get(), ProviderNames.given(org, name), request);
    }

    @DELETE
    @Path("/{publisher_id}")
    @Operation(
            operationId = "removePublisher",
            summary = "Trust a workflow no longer",
            description = "Its tokens end at once")
    public Uni<Void> remove(@RestPath String org, @RestPath String name, @RestPath("publisher_id") String publisherId) {
        return publishers.remove(caller.get(), ProviderNames.given(org, name), publisherId);
    }
}
