package io.slipway.registry.installation;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

import io.slipway.contracts.InstallationIntent;
import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.paging.Numbers;
import io.slipway.registry.paging.Slice;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** All installations that are wanted, or not yet gone, for services that compare. */
@Path("/internal/installations")
@InternalRoute
public class InternalInstallationResource {
    private final ReadInstallations installations;
    private final ReadSecrets secrets;

    InternalInstallationResource(ReadInstallations installations, ReadSecrets secrets) {
        this.installations = installations;
        this.secrets = secrets;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Slice<InstallationIntent>> list(@RestQuery String after, @RestQuery String limit) {
        return installations.snapshot(after == null ? "" : after, Slice.limit(limit));
    }

    /** Whether it may move to this version of its provider by itself. @param version null: only whether it may to any */
    @GET
    @Path("/{id}/access")
    @Operation(hidden = true)
    public Uni<AccessView> access(@RestPath String id, @RestQuery String version) {
        return installations.access(id, version);
    }

    /** The values of the secrets that a config revision names: nobody between may keep them. */
    @GET
    @Path("/{id}/secrets")
    @Operation(hidden = true)
    public Uni<RestResponse<SecretsView>> secrets(
            @RestPath String id, @RestQuery("config_revision") String configRevision) {
        return secrets.of(id, (int) Numbers.position("config_revision", configRevision))
                .map(values -> RestResponse.ResponseBuilder.ok(new SecretsView(values))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /**
     * @param open whether its tenant sees its provider now; false, too, for one that is not there
     * @param missing what the version requires and is not installed beside it
     */
    public record AccessView(boolean open, List<String> missing) {}

    record SecretsView(List<ReadSecrets.Value> secrets) {}
}
