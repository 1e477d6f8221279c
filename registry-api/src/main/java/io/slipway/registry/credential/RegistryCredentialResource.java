package io.slipway.registry.credential;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** For the builder, which keeps it in memory only. */
@Path("/internal/registry-credentials/{versionId}")
@InternalRoute
public class RegistryCredentialResource {
    private final RegistryCredentials credentials;

    RegistryCredentialResource(RegistryCredentials credentials) {
        this.credentials = credentials;
    }

    @GET
    @WithSession
    @Operation(hidden = true)
    public Uni<RegistryCredentials.Login> get(@RestPath String versionId) {
        return credentials.find(versionId).map(login -> {
            if (login == null) {
                throw ProblemException.of(ErrorCode.NOT_FOUND, "There is no login for " + versionId + ".");
            }
            return login;
        });
    }
}
