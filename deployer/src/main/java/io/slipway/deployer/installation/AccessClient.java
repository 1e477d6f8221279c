package io.slipway.deployer.installation;

import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Asks registry-api, which owns that fact, whether the tenant of an installation sees its provider now. */
@RegisterRestClient(configKey = "registry-access")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal/installations")
public interface AccessClient {

    @GET
    @Path("/{id}/access")
    CompletionStage<Access> of(@PathParam("id") String installation);

    /** @param open false also for an installation that registry-api does not know */
    record Access(boolean open) {}
}
