package io.slipway.registry.conventions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.slipway.registry.problem.FilterOrder;
import io.vertx.core.http.HttpHeaders;

/**
 * {@code Vary} (RFC 9110, section 12.5.5) on every answer, a 304 and a refusal included: a cache gives nobody what was
 * answered to another token, in another form, compressed otherwise, or to another origin's page.
 */
@ApplicationScoped
class VaryingAnswers {
    private static final String BY = "Accept, Accept-Encoding, Authorization, Origin";

    void vary(@Observes Filters filters) {
        filters.register(
                request -> {
                    request.response().putHeader(HttpHeaders.VARY, BY);
                    request.next();
                },
                FilterOrder.VARY);
    }
}
