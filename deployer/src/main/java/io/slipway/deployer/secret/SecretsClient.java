package io.slipway.deployer.secret;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Asks registry-api, which keeps them, for the values of secrets. */
@RegisterRestClient(configKey = "registry-access")
@ClientHeaderParam(name = "Authorization", value = "Bearer ${slipway.internal.token}")
@Path("/internal/installations")
public interface SecretsClient {

    @GET
    @Path("/{id}/secrets")
    CompletionStage<Answer> of(@PathParam("id") String installation, @QueryParam("config_revision") int configRevision);

    record Answer(List<Value> secrets) {}

    /** @param revision the config revision that brought the value */
    record Value(String name, int revision, String value) {
        @Override
        public String toString() {
            return "Value[" + name + ", " + revision + "]"; // none in logs
        }
    }

    /** Whether there was an answer, and it was no: others may still get what they ask for. */
    static boolean refused(Throwable failure) {
        return failure instanceof WebApplicationException
                || (failure instanceof CompletionException && failure.getCause() instanceof WebApplicationException);
    }
}
