package io.slipway.registry.description;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Headers of requests that follow from what an operation is: a read can be asked for again. */
final class Headers {
    void describe(Operations operations) {
        operations.forEach(Headers::describe);
    }

    private static void describe(Operations.Route route) {
        route.parameters().stream()
                .filter(parameter -> "If-Match".equals(parameter.getName()))
                .forEach(parameter -> parameter.description("ETag of what was read; 412 when it has changed since"));
        if (route.method() == HttpMethod.GET) {
            json(route).ifPresent(_ -> describeRead(route));
        }
    }

    private static void describeRead(Operations.Route route) {
        route.operation()
                .addParameter(OASFactory.createParameter()
                        .name("If-None-Match")
                        .in(Parameter.In.HEADER)
                        .description("ETags of what is there already: 304 when it is still one of them")
                        .example("\"2jmj7l5rSw0yVb_vlWAYkK\"")
                        .schema(text()));
        route.operation()
                .getResponses()
                .addAPIResponse("304", OASFactory.createAPIResponse().description("Not modified"));
    }

    /** What a read answers in JSON; empty when it does not. */
    static Optional<APIResponse> json(Operations.Route route) {
        return Optional.ofNullable(route.responses().get("200"))
                .filter(answer -> answer.getContent() != null
                        && answer.getContent().getMediaTypes().containsKey("application/json"));
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    }
}
