package io.slipway.registry.version;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.version.VersionRequests.DeprecateRequest;
import io.slipway.registry.version.VersionRequests.YankRequest;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What publishers do to a version after they published it. */
@Path("/providers/{org}/{name}/versions/{version}")
@Tag(name = "Versions")
@RequiresScope(Scope.PUBLISH)
public class VersionChangesResource {
    private final ChangeVersion change;
    private final YankVersion yank;
    private final DeleteVersion delete;
    private final CurrentCaller caller;

    VersionChangesResource(ChangeVersion change, YankVersion yank, DeleteVersion delete, CurrentCaller caller) {
        this.change = change;
        this.yank = yank;
        this.delete = delete;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/retry")
    @Costs(CostClass.BUILDS)
    @ResponseStatus(202)
    @Operation(
            operationId = "retryVersion",
            summary = "Build a failed version once more",
            description = "The same package under a new build_id; 409 version_not_failed otherwise")
    public Uni<VersionView> retry(@BeanParam VersionTarget target) {
        return change.retry(target.command(caller.get()));
    }

    @POST
    @Idempotent
    @Path("/cancel")
    @Operation(
            operationId = "cancelVersion",
            summary = "Stop a build",
            description = "The version has failed then, error_message says by whom; 409 version_not_building otherwise")
    public Uni<VersionView> cancel(@BeanParam VersionTarget target) {
        return change.cancel(target.command(caller.get()));
    }

    @POST
    @Idempotent
    @Path("/yank")
    @Operation(
            operationId = "yankVersion",
            summary = "Withdraw a published version",
            description = "It stays readable and downloadable. Answers with the installations that run it")
    public Uni<YankedView> yank(@BeanParam VersionTarget target, YankRequest request) {
        return yank.yank(
                target.command(caller.get()), VersionRequests.required(request).yank());
    }

    @POST
    @Idempotent
    @Path("/unyank")
    @Operation(operationId = "unyankVersion", summary = "Take a withdrawal back")
    public Uni<VersionView> unyank(@BeanParam VersionTarget target) {
        return change.unyank(target.command(caller.get()));
    }

    @POST
    @Idempotent
    @Path("/deprecate")
    @Operation(
            operationId = "deprecateVersion",
            summary = "Advise to leave a version",
            description = "It stays usable. A null message lifts the deprecation")
    public Uni<VersionView> deprecate(@BeanParam VersionTarget target, DeprecateRequest request) {
        return change.deprecate(
                target.command(caller.get()), VersionRequests.required(request).advice());
    }

    @DELETE
    @Operation(
            operationId = "deleteVersion",
            summary = "Delete a version that nobody uses",
            description =
                    "409 version_in_use while it is active, installed, or another one's base. Its number is never given again")
    public Uni<Void> delete(@BeanParam VersionTarget target) {
        return delete.delete(target.command(caller.get()));
    }
}
