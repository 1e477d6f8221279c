package io.slipway.registry.description;

import java.util.List;
import java.util.Locale;

import io.slipway.registry.organization.AnonymousRead;
import io.slipway.registry.organization.AnyToken;
import io.slipway.registry.organization.RequiresScope;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Says of each operation which scope its caller needs ({@code x-scope}; {@code any} will do for some), and where a token may
 * go that is restricted to a provider ({@code x-restricted}); operations without either take no token. Those that an
 * operator can open to everybody say that the token may be left out.
 */
final class Access {
    private static final String TOKEN = "token";
    private static final DotName SCOPE = DotName.createSimple(RequiresScope.class);
    private static final DotName ANY = DotName.createSimple(AnyToken.class);
    private static final DotName ANONYMOUS = DotName.createSimple(AnonymousRead.class);

    private final IndexView index;
    private final Methods methods;

    Access(IndexView index, Methods methods) {
        this.index = index;
        this.methods = methods;
    }

    void describe(OpenAPI api, Operations operations) {
        api.getComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("A token of your organization, slp_…"));
        operations.forEach(this::describe);
    }

    private void describe(Operations.Route route) {
        AnnotationInstance access = methods.of(route).map(Access::required).orElse(null);
        route.operation().setSecurity(List.of());
        if (access != null) {
            takesToken(route, word(access, "value"), word(access, "restricted"));
        }
        if (has(route, ANY)) {
            takesToken(route, "any", RequiresScope.Restricted.NO_MATTER.name().toLowerCase(Locale.ROOT));
        }
        if (has(route, ANONYMOUS)) {
            route.operation().addSecurityRequirement(OASFactory.createSecurityRequirement());
        }
    }

    private boolean has(Operations.Route route, DotName annotation) {
        return methods.of(route)
                .filter(method -> method.hasDeclaredAnnotation(annotation))
                .isPresent();
    }

    private static void takesToken(Operations.Route route, String scope, String restricted) {
        route.operation().addExtension("x-scope", scope);
        route.operation().addExtension("x-restricted", restricted);
        route.operation()
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
    }

    private String word(AnnotationInstance access, String member) {
        return access.valueWithDefault(index, member).asEnum().toLowerCase(Locale.ROOT);
    }

    /** Null when the method asks for no scope. */
    private static AnnotationInstance required(MethodInfo method) {
        return method.hasDeclaredAnnotation(SCOPE)
                ? method.declaredAnnotation(SCOPE)
                : method.declaringClass().declaredAnnotation(SCOPE);
    }
}
