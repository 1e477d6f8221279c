package io.slipway.registry.problem;

import java.lang.reflect.Method;
import java.util.Arrays;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A body is JSON unless its route says otherwise. The framework would take any: of plain text it makes the parameter by a
 * constructor that takes a string, if there is one. Runs after authentication, which is said to be first.
 */
@Singleton
public class ContentTypeFilter {

    /** @throws ProblemException 415 */
    @ServerRequestFilter(priority = Priorities.USER + 1)
    public void check(ContainerRequestContext request, ResourceInfo route) {
        String given = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        boolean stated = route.getResourceMethod().isAnnotationPresent(Consumes.class)
                || route.getResourceClass().isAnnotationPresent(Consumes.class);
        if (given != null && takesBody(route.getResourceMethod()) && !stated && !isJson(given)) {
            throw ProblemException.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is said to be " + given + ", not application/json.");
        }
    }

    /** Its parameter is the one without an annotation that says where it comes from. */
    private static boolean takesBody(Method method) {
        return Arrays.stream(method.getParameters()).anyMatch(parameter -> parameter.getAnnotations().length == 0);
    }

    private static boolean isJson(String mediaType) {
        try {
            return MediaType.valueOf(mediaType).isCompatible(MediaType.APPLICATION_JSON_TYPE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
