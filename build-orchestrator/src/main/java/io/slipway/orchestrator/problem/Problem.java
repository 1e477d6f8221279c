package io.slipway.orchestrator.problem;

import jakarta.ws.rs.core.Response;

/** An error body after RFC 9457. */
public record Problem(String type, String title, int status, String detail, String code) {

    static Response response(int status, String code, String detail) {
        String title = Response.Status.fromStatusCode(status).getReasonPhrase();
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, detail, code))
                .build();
    }
}
