package io.slipway.registry.conventions;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.slipway.registry.problem.EarlyProblems;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.FilterOrder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * On SIGTERM, readiness goes down at once, streams end, and, after {@code quarkus.shutdown.delay}, new requests are sent to
 * another replica. Requests under way, uploads above all, have {@code quarkus.shutdown.timeout} to end; Quarkus waits for
 * them, and only then closes what they need.
 */
@ApplicationScoped
public class GracefulShutdown {
    private final EarlyProblems problems;
    private final Vertx vertx;
    private final Duration delay;

    private volatile boolean begun;
    private volatile boolean refusing;

    GracefulShutdown(
            EarlyProblems problems,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.problems = problems;
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    /** For streams, which would never end by themselves: their readers come again, to another replica. */
    public boolean hasBegun() {
        return begun;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        begun = true;
        if (delay.isZero()) {
            refusing = true;
        } else {
            vertx.setTimer(delay.toMillis(), _ -> refusing = true);
        }
    }

    void refuseOthers(@Observes Filters filters) {
        filters.register(this::refuseOthers, FilterOrder.SHUTDOWN);
    }

    private void refuseOthers(RoutingContext request) {
        if (refusing) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            problems.refuse(
                    request, ErrorCode.UNAVAILABLE, "This replica is about to stop. " + ErrorCode.UNAVAILABLE.advice());
        } else {
            request.next();
        }
    }
}
