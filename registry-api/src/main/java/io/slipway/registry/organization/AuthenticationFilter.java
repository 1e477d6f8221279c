package io.slipway.registry.organization;

import java.lang.annotation.Annotation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Runs before the body is read, so that strangers upload nothing. */
@Singleton
public class AuthenticationFilter {
    private static final String PROJECT_TOKEN = "X-Project-Token";
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final AuthenticateToken tokens;
    private final CurrentCaller current;
    private final InternalToken services;
    private final AnonymousReads anonymous;

    AuthenticationFilter(
            AuthenticateToken tokens, CurrentCaller current, InternalToken services, AnonymousReads anonymous) {
        this.tokens = tokens;
        this.current = current;
        this.services = services;
        this.anonymous = anonymous;
    }

    @ServerRequestFilter(nonBlocking = true)
    public Uni<Void> authenticate(ContainerRequestContext request, ResourceInfo route) {
        if (annotation(route, InternalRoute.class) != null) {
            requireService(request);
            return Uni.createFrom().voidItem();
        }
        if (annotation(route, OpenRoute.class) != null) {
            return Uni.createFrom().voidItem();
        }
        if (annotation(route, AnyToken.class) != null) {
            return authenticated(request, route).replaceWithVoid();
        }
        if (isAnonymousRead(request, route)) {
            current.set(Caller.ANONYMOUS);
            return Uni.createFrom().voidItem();
        }
        RequiresScope required = annotation(route, RequiresScope.class);
        if (required == null) {
            throw new IllegalStateException(
                    route.getResourceMethod() + " does not say whom it is for: annotate it with @RequiresScope");
        }
        return requireScope(request, route, required);
    }

    private Uni<Void> requireScope(ContainerRequestContext request, ResourceInfo route, RequiresScope required) {
        return authenticated(request, route)
                .invoke(caller -> caller.mustHave(required.value()))
                .invoke(caller -> mustTouch(caller, request, required.restricted()))
                .replaceWithVoid();
    }

    private Uni<Caller> authenticated(ContainerRequestContext request, ResourceInfo route) {
        String token = annotation(route, ProjectToken.class) == null ? bearer(request) : eitherToken(request);
        if (!TokenFormat.isWellFormed(token)) {
            throw AuthenticateToken.refused("That is no token of this registry: its check digits are wrong.");
        }
        // Known from here on: whoever may not do this has asked all the same, which counts.
        return tokens.authenticate(token).invoke(current::set);
    }

    /** Whoever shows something is asked for a good token: a typing error must not look like a narrower registry. */
    private boolean isAnonymousRead(ContainerRequestContext request, ResourceInfo route) {
        return anonymous.areAllowed()
                && route.getResourceMethod().isAnnotationPresent(AnonymousRead.class)
                && request.getHeaderString(HttpHeaders.AUTHORIZATION) == null;
    }

    private static void mustTouch(Caller caller, ContainerRequestContext request, RequiresScope.Restricted restricted) {
        switch (restricted) {
            case BY_PATH -> {
                var path = request.getUriInfo().getPathParameters();
                if (path.containsKey("org") && path.containsKey("name")) {
                    caller.mustTouch(path.getFirst("org") + "/" + path.getFirst("name"));
                } else {
                    caller.mustBeUnrestricted();
                }
            }
            case BY_ROUTE, NO_MATTER -> {
                // The route sees to it, or there is nothing to see to.
            }
        }
    }

    private void requireService(ContainerRequestContext request) {
        if (!services.matches(bearer(request))) {
            throw AuthenticateToken.refused("Internal routes take the services' own token.");
        }
    }

    private static String bearer(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Matcher bearer = BEARER.matcher(header == null ? "" : header);
        if (!bearer.matches()) {
            throw AuthenticateToken.refused("The request carries no bearer token.");
        }
        return bearer.group(1);
    }

    /** Whoever sends both means one. */
    private static String eitherToken(ContainerRequestContext request) {
        String project = request.getHeaderString(PROJECT_TOKEN);
        if (project == null) {
            return bearer(request);
        }
        if (request.getHeaderString(HttpHeaders.AUTHORIZATION) != null
                && !bearer(request).equals(project)) {
            throw AuthenticateToken.refused(PROJECT_TOKEN + " and Authorization hold different tokens.");
        }
        return project;
    }

    private static <A extends Annotation> A annotation(ResourceInfo route, Class<A> type) {
        A onMethod = route.getResourceMethod().getAnnotation(type);
        return onMethod != null ? onMethod : route.getResourceClass().getAnnotation(type);
    }
}
