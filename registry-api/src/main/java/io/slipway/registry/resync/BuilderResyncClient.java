package io.slipway.registry.resync;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Asks build-orchestrator to compare. */
@RegisterRestClient(configKey = "build-orchestrator")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal")
public interface BuilderResyncClient {

    @POST
    @Path("/resync")
    Uni<ResyncResult> resync();
}
