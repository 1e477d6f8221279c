package io.slipway.registry.description;

import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Answers below 400: under the status that {@code @ResponseStatus} says, each with what the method returns. */
final class GoodAnswers {
    private static final DotName STATUS = DotName.createSimple(ResponseStatus.class);

    private final Methods methods;
    private final OpenAPI api;

    GoodAnswers(Methods methods, OpenAPI api) {
        this.methods = methods;
        this.api = api;
    }

    void describe(Operations operations) {
        operations.forEach(route -> methods.of(route).ifPresent(method -> describe(route, method)));
    }

    private void describe(Operations.Route route, MethodInfo method) {
        AnnotationInstance status = method.declaredAnnotation(STATUS);
        if (status != null && route.responses().containsKey("200")) {
            APIResponse response = route.responses().get("200");
            route.operation().getResponses().removeAPIResponse("200");
            route.operation()
                    .getResponses()
                    .addAPIResponse(String.valueOf(status.value().asInt()), response.description("Done"));
        }
        Optional<Content> content = stated(route).or(() -> returned(method.returnType()));
        route.responses().forEach((code, response) -> {
            if (code.startsWith("2") && !code.equals("204") && response.getContent() == null) {
                content.ifPresent(response::setContent);
            }
        });
    }

    private static Optional<Content> stated(Operations.Route route) {
        return route.responses().entrySet().stream()
                .filter(answer -> !Refusals.isRefusal(answer.getKey()))
                .map(Map.Entry::getValue)
                .map(APIResponse::getContent)
                .filter(content -> content != null)
                .findFirst();
    }

    /** Of {@code Uni<RestResponse<View>>} the schema View, when some other route has it too. */
    private Optional<Content> returned(Type type) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            return returned(type.asParameterizedType().arguments().getFirst());
        }
        String name = type.name().withoutPackagePrefix();
        boolean known = api.getComponents() != null
                && api.getComponents().getSchemas() != null
                && api.getComponents().getSchemas().containsKey(name);
        return known ? Optional.of(json(name)) : Optional.empty();
    }

    private static Content json(String schema) {
        return OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(schema)));
    }
}
