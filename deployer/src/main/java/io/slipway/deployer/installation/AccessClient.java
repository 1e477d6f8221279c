package io.slipway.deployer.installation;

import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Asks registry-api, which owns these facts, whether an installation may move to a version of its provider by itself now. */
@RegisterRestClient(configKey = "registry-access")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal/installations")
public interface AccessClient {

    @GET
    @Path("/{id}/access")
    CompletionStage<Access> of(@PathParam("id") String installation, @QueryParam("version") String version);

    /**
     * @param open whether its tenant sees the provider; false also for an installation that registry-api does not know
     * @param missing providers that the version requires and that are not installed beside it; null from older builds
     */
    record Access(boolean open, List<String> missing) {}
}
