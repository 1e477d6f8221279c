package io.slipway.registry.version;

import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.provider.ProviderNames;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** How a route names a version that is to be changed; a {@code @BeanParam}. */
public class VersionTarget {
    @RestPath
    String org;

    @RestPath
    String name;

    @RestPath
    String version;

    @RestHeader("If-Match")
    @Parameter(description = "ETag of what was read; 412 when it has changed since")
    String ifMatch;

    /** @throws io.slipway.registry.problem.ProblemException 422 for a name that breaks the rules */
    VersionCommand command(Caller caller) {
        return new VersionCommand(caller, ProviderNames.given(org, name), version, new IfMatch(ifMatch));
    }
}
