package io.slipway.registry.installation;

import java.util.List;

import io.slipway.registry.paging.FilterValues;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** In which environments one looks; a {@code @BeanParam}. */
public final class EnvironmentParameter {
    @RestQuery
    @Parameter(description = "Repeated: in one of these; environment[] is the same")
    List<String> environment;

    @RestQuery("environment[]")
    @Parameter(hidden = true)
    List<String> bracketed;

    /** Empty for all. @throws io.slipway.registry.problem.ProblemException 422 for what is no name */
    List<String> checked() {
        return FilterValues.of("environment", environment, bracketed).stream()
                .map(Environments::checked)
                .toList();
    }
}
