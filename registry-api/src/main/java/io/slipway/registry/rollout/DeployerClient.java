package io.slipway.registry.rollout;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.outbox.EventJson;
import io.slipway.registry.paging.Slice;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What deployer tells other services. */
@RegisterRestClient(configKey = "deployer")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal/installations")
public interface DeployerClient {

    @GET
    Uni<Slice<InstallationOutcome>> installations(@QueryParam("after") String after, @QueryParam("limit") int limit);

    /** @param after a rollout's number, exclusive */
    @GET
    @Path("/{id}/rollouts")
    Uni<Slice<RolloutRecord>> rollouts(
            @PathParam("id") String installationId, @QueryParam("after") String after, @QueryParam("limit") int limit);

    /** @param after a line's offset, exclusive; null for all */
    @GET
    @Path("/{id}/logs")
    Uni<LogPage> logs(
            @PathParam("id") String installationId, @QueryParam("after") String after, @QueryParam("limit") int limit);

    /** One that the deployer has not heard of has written nothing yet. */
    @ClientExceptionMapper
    static RuntimeException unknown(Response response) {
        return response.getStatus() == Response.Status.NOT_FOUND.getStatusCode() ? new NothingRunsException() : null;
    }

    /** Peers may be newer: fields that are not known here are ignored. */
    @ClientObjectMapper
    static ObjectMapper objectMapper(ObjectMapper configured) {
        return EventJson.mapper();
    }
}
