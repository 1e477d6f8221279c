package io.slipway.registry.rollout;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.slipway.registry.installation.Target;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/providers/installed/{org}/{name}")
@Tag(name = "Installations")
@RequiresScope(Scope.READ)
public class HistoryResource {
    private final ReadHistory history;
    private final CurrentCaller caller;

    HistoryResource(ReadHistory history, CurrentCaller caller) {
        this.history = history;
        this.caller = caller;
    }

    @GET
    @Path("/history")
    @Operation(
            operationId = "listRollouts",
            summary = "Every rollout of an installation, newest first",
            description = "Those that run, too. One that was installed again begins anew")
    public Uni<Page<RolloutView>> history(@BeanParam Target target, @BeanParam PageQuery page) {
        return history.list(target.address(caller.get()), page.keyset());
    }

    @GET
    @Path("/explain")
    @Operation(
            operationId = "explainInstallation",
            summary = "Why this version runs",
            description = "Every rule with what it looked at and what it came to; one of them decided")
    public Uni<ExplainView> explain(
            @BeanParam Target target,
            @Parameter(description = "One of history: why it was begun") @RestQuery String rollout) {
        return history.explain(target.address(caller.get()), rollout);
    }
}
