package io.slipway.registry.custom;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.RequiresScope.Restricted;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/custom-providers/{custom_provider_id}/commits")
@Tag(name = "Custom providers")
@RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
public class CustomCommitResource {
    private final ReadCustomProviders read;
    private final DeployCustomVersion merge;
    private final RollBackEnvironment rollback;
    private final CurrentCaller caller;

    CustomCommitResource(
            ReadCustomProviders read, DeployCustomVersion merge, RollBackEnvironment rollback, CurrentCaller caller) {
        this.read = read;
        this.merge = merge;
        this.rollback = rollback;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listCustomProviderCommits", summary = "Commits of a custom provider, newest first")
    public Uni<Page<CustomCommitView>> list(@RestPath("custom_provider_id") String id, @BeanParam PageQuery page) {
        return read.commits(caller.get(), id, page.keyset());
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @RequiresScope(value = Scope.INSTALL, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "commitToCustomProvider",
            summary = "Take a version from one environment to another, or roll an environment back",
            description = "merge: a version, or what serves in from_environment."
                    + " rollback: what served before what serves now, also after another rollback")
    public Uni<CustomCommitView> commit(@RestPath("custom_provider_id") String id, CustomCommitRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The request has no body.");
        }
        return switch (request.type() == null ? "" : request.type()) {
            case "merge" -> merge.merge(caller.get(), id, request);
            case "rollback" -> rollback.rollBack(caller.get(), id, request);
            default -> throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/type", "must be merge or rollback");
        };
    }

    @GET
    @Path("/{commit_id}")
    @Operation(operationId = "getCustomProviderCommit", summary = "One commit of a custom provider")
    public Uni<CustomCommitView> get(@RestPath("custom_provider_id") String id, @RestPath("commit_id") String commit) {
        return read.commit(caller.get(), id, commit);
    }
}
