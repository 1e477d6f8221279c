package io.slipway.registry.organization;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/organizations")
@Tag(name = "Organizations")
public class OrganizationResource {
    private final OrganizationStore organizations;
    private final CurrentCaller current;

    OrganizationResource(OrganizationStore organizations, CurrentCaller current) {
        this.organizations = organizations;
        this.current = current;
    }

    @GET
    @Path("/me")
    @RequiresScope(Scope.READ)
    @WithSession
    @Operation(summary = "Whose token this is, and what it may be used for")
    public Uni<OrganizationView> me() {
        Caller caller = current.get();
        return organizations.findByName(caller.organization()).map(organization -> view(organization, caller));
    }

    private static OrganizationView view(Organization organization, Caller caller) {
        return new OrganizationView(
                organization.id(),
                organization.name(),
                organization.createdAt(),
                caller.scopes().stream().map(Scope::word).toList());
    }
}
