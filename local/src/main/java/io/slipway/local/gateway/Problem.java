package io.slipway.local.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** An answer of the gateway's own (RFC 9457). */
enum Problem {
    unknown_path(404, "Not found", "No installation is served there: each says its own url."),
    not_serving(503, "Nothing serves", "No revision of this installation serves now: see its deployment state."),
    provider_unreachable(
            502, "Provider unreachable", "The provider closed the connection: see the installation's logs.");

    private final int status;
    private final String title;
    private final String detail;

    Problem(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    void answer(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset(); // too late to say so: a cut connection tells the client that the body is not complete
            return;
        }
        if (status == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("code", name())
                        .put("detail", detail)
                        .toBuffer());
    }
}
