package io.slipway.registry.installation;

import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderNames;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** How a route names an installation; a {@code @BeanParam}. */
public class Target {
    @RestPath
    String org;

    @RestPath
    String name;

    @RestQuery
    @Parameter(description = "default when left out")
    String environment;

    @RestHeader("If-Match")
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
