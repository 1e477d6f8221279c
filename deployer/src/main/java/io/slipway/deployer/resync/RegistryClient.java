package io.slipway.deployer.resync;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.VersionState;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** registry-api's snapshots. {@code after} is the last page's {@code next}; left out for the first page. */
@RegisterRestClient(configKey = "registry-api")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal")
public interface RegistryClient {

    @GET
    @Path("/versions")
    Uni<VersionPage> versions(@QueryParam("after") String after, @QueryParam("limit") int limit);

    @GET
    @Path("/installations")
    Uni<IntentPage> installations(@QueryParam("after") String after, @QueryParam("limit") int limit);

    /** @param next null on the last page */
    record VersionPage(List<VersionState> items, String next) {}

    /** @param next null on the last page */
    record IntentPage(List<InstallationIntent> items, String next) {}
}
