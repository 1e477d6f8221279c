package io.slipway.orchestrator.problem;

import jakarta.ws.rs.core.Response;

import io.slipway.orchestrator.build.Unavailable;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Failures of the internal routes. */
class ProblemMapper {

    @ServerExceptionMapper
    Response unavailable(Unavailable fault) {
        return Problem.response(503, "registry_api_unavailable", fault.getMessage() + "; try again later");
    }
}
