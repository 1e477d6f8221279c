package io.slipway.registry.membership;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.AnyToken;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/organizations")
@Tag(name = "Organizations")
public class OrganizationResource {
    private final ReadOrganizations organizations;
    private final CreateOrganization create;
    private final CurrentCaller caller;

    OrganizationResource(ReadOrganizations organizations, CreateOrganization create, CurrentCaller caller) {
        this.organizations = organizations;
        this.create = create;
        this.caller = caller;
    }

    @GET
    @Path("/me")
    @AnyToken
    @Operation(operationId = "getCaller", summary = "Whose token this is, and what it may be used for")
    public Uni<CallerView> me() {
        return organizations.me(caller.get());
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listOrganizations", summary = "Yours: the token's, and those its user is a member of")
    public Uni<Page<OrganizationView>> list(@BeanParam PageQuery page) {
        return organizations.list(caller.get(), page.keyset());
    }

    @GET
    @Path("/{org}")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getOrganization", summary = "One of yours")
    public Uni<OrganizationView> get(@RestPath String org) {
        return organizations.get(caller.get(), org);
    }

    @POST
    @Idempotent
    @RequiresScope(Scope.ADMIN)
    @ResponseStatus(201)
    @Operation(
            operationId = "createOrganization",
            summary = "Make an organization",
            description =
                    "Your user becomes its owner; for a token without one a user is made. Its token is shown once")
    public Uni<FoundedView> create(OrganizationRequest request) {
        return create.create(caller.get(), Inputs.required(request));
    }
}
