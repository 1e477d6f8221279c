package io.slipway.registry.description;

import java.util.List;

import io.slipway.registry.idempotency.Idempotent;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.DotName;

/** The header of operations that are done once however often they are sent, and that an answer is an earlier one. */
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private static final DotName IDEMPOTENT = DotName.createSimple(Idempotent.class);

    private final Methods methods;

    IdempotencyKeys(Methods methods) {
        this.methods = methods;
    }

    void describe(Operations operations) {
        operations.forEach(this::describe);
    }

    private void describe(Operations.Route route) {
        boolean annotated = methods.of(route)
                .filter(method -> method.hasAnnotation(IDEMPOTENT))
                .isPresent();
        if (annotated) {
            route.operation()
                    .addParameter(OASFactory.createParameter().name(HEADER).in(Parameter.In.HEADER));
        }
        route.parameters().stream()
                .filter(parameter -> HEADER.equals(parameter.getName()))
                .forEach(IdempotencyKeys::complete);
    }

    private static void complete(Parameter parameter) {
        parameter
                .description("Of your choice, new for each request: sent again with it, the request is not done again,"
                        + " but answered as before")
                .example("8e03978e-40d5-43e8-bc93-6894a57f9324")
                .schema(OASFactory.createSchema()
                        .type(List.of(Schema.SchemaType.STRING))
                        .minLength(1)
                        .maxLength(257));
    }
}
