package io.slipway.registry.installation;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderNames;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** How a route names an installation; a {@code @BeanParam}. */
public class Target {
    @PathParam("org")
    String org;

    @PathParam("name")
    String name;

    @QueryParam("environment")
    @Parameter(description = "default when left out")
    String environment;

    @HeaderParam("If-Match")
    @Parameter(description = "ETag of the generation that was read; another one is 412")
    String ifMatch;

    /** @throws io.slipway.registry.problem.ProblemException 422 for a name that breaks the rules */
    public Address address(Caller caller) {
        return new Address(
                caller,
                Environments.checked(environment),
                ProviderNames.given(org, name).toString());
    }

    Command command(Caller caller) {
        return new Command(address(caller), ifMatch);
    }
}
