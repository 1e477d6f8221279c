package io.slipway.registry.description;

import java.util.List;
import java.util.Locale;

import io.slipway.registry.organization.RequiresScope;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Says of each operation which scope its caller needs ({@code x-scope}), and where a token may go that is restricted to a
 * provider ({@code x-restricted}); operations without either take no token.
 */
final class Access {
    private static final String TOKEN = "token";
    private static final DotName SCOPE = DotName.createSimple(RequiresScope.class);

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
            route.operation().addExtension("x-scope", word(access, "value"));
            route.operation().addExtension("x-restricted", word(access, "restricted"));
            route.operation()
                    .addSecurityRequirement(
                            OASFactory.createSecurityRequirement().addScheme(TOKEN));
        }
    }

    private String word(AnnotationInstance access, String member) {
        return access.valueWithDefault(index, member).asEnum().toLowerCase(Locale.ROOT);
    }

    /** Null when the method says nothing of a token. */
    private static AnnotationInstance required(MethodInfo method) {
        return method.hasDeclaredAnnotation(SCOPE)
                ? method.declaredAnnotation(SCOPE)
                : method.declaringClass().declaredAnnotation(SCOPE);
    }
}
