package io.slipway.registry.resync;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.idempotency.KeyedRequests;
import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/")
@Tag(name = "Operations")
public class ResyncResource {
    private static final int OK = 200;

    private final CompareWithPeers own;
    private final ResyncAll all;
    private final AnswerOnce once;
    private final KeyedRequests keys;

    ResyncResource(CompareWithPeers own, ResyncAll all, AnswerOnce once, KeyedRequests keys) {
        this.own = own;
        this.all = all;
        this.once = once;
        this.keys = keys;
    }

    @POST
    @Path("/internal/resync")
    @InternalRoute
    @ResponseStatus(202)
    @Operation(hidden = true)
    public Uni<ResyncResult> compare() {
        return own.compare();
    }

    @POST
    @Path("/ops/resync")
    @RequiresScope(Scope.ADMIN)
    @Operation(
            operationId = "compareServices",
            summary = "Let every service compare what it heard with what the others know")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    public Uni<ResyncReport> compareAll() {
        KeyedRequest key = keys.current();
        return once.mustBeNew(key).chain(all::resync).call(report -> keep(key, report));
    }

    /** A transaction of its own: what this service finds must be committed before the next one asks for it. */
    private Uni<ResyncReport> keep(KeyedRequest key, ResyncReport report) {
        return key == null
                ? Uni.createFrom().item(report)
                : once.answer(key, kept -> new AnswerOnce.Answer(OK, null, kept), () -> Uni.createFrom()
                        .item(report));
    }
}
