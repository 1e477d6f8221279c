package io.slipway.registry.conventions;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;

import io.slipway.registry.conventions.RateLimits.Verdict;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Counts requests by who sends them: the user or token that authentication found, and its organization, else the network
 * address. The headers are those of draft-ietf-httpapi-ratelimit-headers. The other services are not counted.
 */
@Singleton
public class RateLimitFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final String HEADER = "RateLimit";
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SECONDS = 60;

    private final RateLimits limits;
    private final CurrentCaller current;

    RateLimitFilter(RateLimits limits, CurrentCaller current) {
        this.limits = limits;
        this.current = current;
    }

    /** After authentication, before the body is read. @throws ProblemException 429 */
    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void count(ContainerRequestContext request, ResourceInfo route, HttpServerRequest http) {
        Optional<Caller> caller = current.ifKnown();
        if (caller.isEmpty() && isInternal(route)) {
            return;
        }
        Verdict verdict = caller.map(known -> byCaller(request, route, known)).orElseGet(() -> byAddress(http));
        tell(verdict, http);
        if (!verdict.isAllowed()) {
            throw refused(verdict);
        }
    }

    /** Who was refused before it was counted. A good token is taken also from an address whose share is used up. */
    @ServerResponseFilter
    public void countRefused(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo route,
            HttpServerRequest http) {
        boolean refused = response.getStatus() == UNAUTHENTICATED || response.getStatus() == FORBIDDEN;
        if (!refused || http.response().headers().contains(HEADER)) {
            return;
        }
        Verdict verdict =
                current.ifKnown().map(known -> byCaller(request, route, known)).orElseGet(() -> byAddress(http));
        tell(verdict, http);
        if (!verdict.isAllowed()) {
            response.setStatus(ErrorCode.RATE_LIMITED.status());
            response.setEntity(Problem.of(refused(verdict)));
            response.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
            response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, seconds(verdict.delay()));
        }
    }

    private Verdict byCaller(ContainerRequestContext request, ResourceInfo route, Caller caller) {
        return limits.take(costOf(request, route), caller.organization(), caller.actor());
    }

    private static CostClass costOf(ContainerRequestContext request, ResourceInfo route) {
        Costs stated = route.getResourceMethod() == null
                ? null
                : route.getResourceMethod().getAnnotation(Costs.class);
        if (stated != null) {
            return stated.value();
        }
        return READS.contains(request.getMethod()) ? CostClass.READS : CostClass.CHANGES;
    }

    private Verdict byAddress(HttpServerRequest http) {
        return limits.takeAnonymous(NetworkAddress.ownerOf(http.remoteAddress().hostAddress()));
    }

    private static void tell(Verdict verdict, HttpServerRequest http) {
        String policy = '"' + verdict.policy() + '"';
        http.response().putHeader("RateLimit-Policy", policy + ";q=" + verdict.quota() + ";w=" + SECONDS);
        http.response().putHeader(HEADER, policy + ";r=" + verdict.left() + ";t=" + seconds(verdict.reset()));
    }

    private static ProblemException refused(Verdict verdict) {
        return ProblemException.of(
                        ErrorCode.RATE_LIMITED,
                        verdict.quota() + " requests a minute are allowed (" + verdict.policy() + ").")
                .retryAfter(Duration.ofSeconds(seconds(verdict.delay())));
    }

    /** Rounded up: a second too late is in time. */
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private static boolean isInternal(ResourceInfo route) {
        return route.getResourceMethod().isAnnotationPresent(InternalRoute.class)
                || route.getResourceClass().isAnnotationPresent(InternalRoute.class);
    }
}
