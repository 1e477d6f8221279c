package io.slipway.registry.membership;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/organizations/{org}/members")
@Tag(name = "Organizations")
public class MemberResource {
    private final ReadOrganizations organizations;
    private final ChangeMembers changes;
    private final CurrentCaller current;

    MemberResource(ReadOrganizations organizations, ChangeMembers changes, CurrentCaller current) {
        this.organizations = organizations;
        this.changes = changes;
        this.current = current;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listMembers", summary = "Who belongs to your organization")
    public Uni<Page<MemberView>> list(@RestPath String org, @BeanParam PageQuery page) {
        return organizations.members(current.of(org), page.keyset());
    }

    @POST
    @Idempotent
    @RequiresScope(Scope.ADMIN)
    @ResponseStatus(201)
    @Operation(
            operationId = "addMember",
            summary = "Add a member",
            description = "name: a new user, whose tokens your organization issues. user_id: one that exists elsewhere")
    public Uni<MemberView> add(@RestPath String org, MemberRequest request) {
        return changes.add(current.of(org), Inputs.required(request));
    }

    @PATCH
    @Path("/{user_id}")
    @RequiresScope(Scope.ADMIN)
    @Operation(
            operationId = "setMemberRole",
            summary = "Change a member's role",
            description = "At once, also for tokens")
    public Uni<MemberView> setRole(@RestPath String org, @RestPath("user_id") String userId, RoleRequest request) {
        return changes.setRole(current.of(org), userId, Inputs.required(request));
    }

    @DELETE
    @Path("/{user_id}")
    @RequiresScope(Scope.ADMIN)
    @Operation(operationId = "removeMember", summary = "Remove a member", description = "Its tokens here end at once")
    public Uni<Void> remove(@RestPath String org, @RestPath("user_id") String userId) {
        return changes.remove(current.of(org), userId);
    }

    /** @throws io.slipway.registry.problem.ProblemException 404 for another organization than the token's */
}
