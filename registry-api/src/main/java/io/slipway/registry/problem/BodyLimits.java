package io.slipway.registry.problem;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How large a body may be. The server knows one limit for all routes and answers 413 without a body; here uploads have
 * that limit, everything else a small one, and what declares itself too large is refused with a problem before it comes.
 */
@ApplicationScoped
public class BodyLimits {
    /** After the server has put its own limit there (order -2), before any resource. */
    private static final int AFTER_THE_SERVERS_OWN = -1;
    /** Where the server's readers of bodies look for the request's limit. */
    private static final String SERVERS_LIMIT = "io.quarkus.max-request-size";

    private static final String UPLOADS = "/publish";
    private static final String SIGNED_UPLOADS = "/uploads/";
    private static final Pattern ARTIFACTS = Pattern.compile("/api/v1/catalog/releases/project/[^/]+/artifacts/[^/]+");
    static final int JSON_BYTES = 1024 * 1024;

    private final EarlyProblems problems;
    private final MemorySize uploadLimit;

    BodyLimits(
            EarlyProblems problems,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize uploadLimit) {
        this.problems = problems;
        this.uploadLimit = uploadLimit;
    }

    void checkDeclared(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.BODIES);
    }

    /** What comes without a length is counted, and answered, by its reader: of an upload, or {@link JsonBodyLimit}. */
    void liftTheServersOwn(@Observes Router router) {
        router.route().order(AFTER_THE_SERVERS_OWN).handler(request -> {
            if (isUpload(request)) {
                request.put(SERVERS_LIMIT, Long.MAX_VALUE);
                request.addEndHandler(_ -> new UnreadBody(request.request()).discard(uploadLimit.asLongValue()));
            }
            request.next();
        });
    }

    private void check(RoutingContext request) {
        if (declared(request) <= (isUpload(request) ? uploadLimit.asLongValue() : JSON_BYTES)) {
            request.next();
            return;
        }
        problems.refuse(request, ErrorCode.TOO_LARGE, ErrorCode.TOO_LARGE.advice());
    }

    /** Whether the body is a file that is read as it comes. */
    public static boolean isUpload(RoutingContext request) {
        HttpMethod method = request.request().method();
        String path = request.normalizedPath();
        return HttpMethod.POST.equals(method) && path.endsWith(UPLOADS)
                || HttpMethod.PUT.equals(method)
                        && (path.startsWith(SIGNED_UPLOADS)
                                || ARTIFACTS.matcher(path).matches());
    }

    private static long declared(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
