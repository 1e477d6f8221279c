package io.slipway.registry.conventions;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.slipway.registry.problem.BodyLimits;
import io.slipway.registry.problem.FilterOrder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * Who sends a body byte by byte is never idle, and holds what waits for it, of an upload a thread, for as long as he likes:
 * until here. Nobody waits for an answer by then, so that there is none.
 */
@ApplicationScoped
class RequestDeadlines {
    private static final Logger LOG = Logger.getLogger(RequestDeadlines.class);

    private final DeadlineConfig config;
    private final Vertx vertx;

    RequestDeadlines(DeadlineConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.DEADLINES);
    }

    private void watch(RoutingContext request) {
        if (hasBody(request)) {
            Duration deadline = BodyLimits.isUpload(request) ? config.upload() : config.body();
            long timer = vertx.setTimer(deadline.toMillis(), _ -> endUnlessRead(request));
            request.addEndHandler(_ -> vertx.cancelTimer(timer));
        }
        request.next();
    }

    private static boolean hasBody(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        || request.request().version() == HttpVersion.HTTP_2
                : !length.equals("0");
    }

    private static void endUnlessRead(RoutingContext request) {
        if (!request.request().isEnded()) {
            LOG.info("a request's body took too long to come");
            if (request.request().version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else {
                request.request().connection().close();
            }
        }
    }
}
