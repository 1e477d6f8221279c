package io.slipway.registry.custom;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The filters of a list of versions; a {@code @BeanParam}. */
public final class VersionParameters {
    @RestQuery
    @Parameter(
            description =
                    "Repeated: queued, deploying, deployment_succeeded or deployment_failed; also with [] after its name")
    List<String> status;

    @RestQuery("status[]")
    @Parameter(hidden = true)
    List<String> bracketedStatus;

    @RestQuery
    @Parameter(description = "Repeated: one of these; with [] after its name it is the same")
    List<String> ids;

    @RestQuery("ids[]")
    @Parameter(hidden = true)
    List<String> bracketedIds;

    /** @throws io.slipway.registry.problem.ProblemException 422 */
    VersionFilter checked() {
        return VersionFilter.of(status, bracketedStatus, ids, bracketedIds);
    }
}
