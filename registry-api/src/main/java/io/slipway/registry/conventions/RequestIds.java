package io.slipway.registry.conventions;

import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.slipway.contracts.EntityId;
import io.slipway.registry.problem.FilterOrder;
import io.slipway.registry.problem.RequestId;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code X-Request-Id}: a sender's own id of its request, when it is well-formed, else one made here. It is in the answer, in
 * problems and in the log, where a hostile value could pass for other lines.
 */
@ApplicationScoped
class RequestIds {
    static final String HEADER = "X-Request-Id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._~+/=:-]{1,128}");

    private final Clock clock;

    RequestIds(Clock clock) {
        this.clock = clock;
    }

    void identify(@Observes Filters filters) {
        filters.register(this::identify, FilterOrder.IDS);
    }

    private void identify(RoutingContext request) {
        String id = idOf(request.request().headers().getAll(HEADER));
        RequestId.set(id);
        request.response().putHeader(HEADER, id);
        request.next();
    }

    private String idOf(List<String> given) {
        boolean good =
                given.size() == 1 && WELL_FORMED.matcher(given.getFirst()).matches();
        return good ? given.getFirst() : EntityId.create("req_", clock);
    }
}
