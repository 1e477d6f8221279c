package io.slipway.registry.build;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.slipway.contracts.BuildState;
import io.slipway.outbox.EventJson;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What build-orchestrator tells other services. */
@RegisterRestClient(configKey = "build-orchestrator")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal")
public interface BuildOrchestratorClient {

    @GET
    @Path("/builds")
    Uni<Slice<BuildState>> builds(@QueryParam("after") String after, @QueryParam("limit") int limit);

    /** @param after line number, exclusive; 0 for all */
    @GET
    @Path("/builds/{id}/logs")
    Uni<BuildLog> logs(
            @PathParam("id") String buildId, @QueryParam("after") long after, @QueryParam("limit") int limit);

    /** A build that the service has not heard of is no fault of it, nor is a log that was kept long enough. */
    @ClientExceptionMapper
    static RuntimeException known(Response response) {
        return switch (response.getStatusInfo().toEnum()) {
            case NOT_FOUND -> new BuildUnknownException();
            case GONE -> ProblemException.of(ErrorCode.LOG_REMOVED, "The build ended long ago.");
            case null, default -> null;
        };
    }

    /** Peers may be newer: fields that are not known here are ignored. */
    @ClientObjectMapper
    static ObjectMapper objectMapper(ObjectMapper configured) {
        return EventJson.mapper();
    }
}
