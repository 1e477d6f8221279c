package io.slipway.registry.environment;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

@Path("/organizations/{org}/environments")
@Tag(name = "Environments")
public class EnvironmentResource {
    private final ReadEnvironments environments;
    private final ChangeEnvironments changes;
    private final CurrentCaller current;

    EnvironmentResource(ReadEnvironments environments, ChangeEnvironments changes, CurrentCaller current) {
        this.environments = environments;
        this.changes = changes;
        this.current = current;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listEnvironments", summary = "Your organization's environments")
    public Uni<Page<EnvironmentView>> list(@RestPath String org, @BeanParam PageQuery page) {
        return environments.list(current.of(org), page.keyset());
    }

    @GET
    @Path("/{environment}")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getEnvironment", summary = "One of them")
    public Uni<EnvironmentView> get(@RestPath String org, @RestPath String environment) {
        return environments.get(current.of(org), environment);
    }

    @POST
    @Idempotent
    @RequiresScope(Scope.INSTALL)
    @ResponseStatus(201)
    @Operation(
            operationId = "createEnvironment",
            summary = "Make an environment",
            description = "Each has installations of its own. The name of a deleted one may be given again")
    public Uni<EnvironmentView> create(@RestPath String org, EnvironmentRequest request) {
        Caller caller = current.of(org);
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        return changes.create(caller, request.name());
    }

    @DELETE
    @Path("/{environment}")
    @RequiresScope(Scope.INSTALL)
    @Operation(
            operationId = "deleteEnvironment",
            summary = "Delete an environment that nothing is installed in",
            description = "default stays")
    public Uni<Void> delete(
            @RestPath String org, @RestPath String environment, @RestHeader("If-Match") String ifMatch) {
        return changes.delete(current.of(org), environment, new IfMatch(ifMatch));
    }

    /** @throws ProblemException 404 for another organization than the token's */
}
