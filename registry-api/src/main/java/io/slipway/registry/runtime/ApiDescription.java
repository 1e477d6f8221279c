package io.slipway.registry.runtime;

import java.util.List;
import java.util.Map;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to the description what holds for every route: the bearer token, and how errors look. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";

    @Override
    public Operation filterOperation(Operation operation) {
        // Open routes say by an empty list that they need none.
        if (operation.getSecurity() == null) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(TOKEN));
        }
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        operation.getResponses().addAPIResponse("default", problem());
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("A token of your organization, slp_…"))
                .addSchema(PROBLEM, schema());
    }

    private static APIResponse problem() {
        return OASFactory.createAPIResponse()
                .description("What went wrong, and what to do (RFC 9457)")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema schema() {
        Schema text = type(Schema.SchemaType.STRING);
        Schema error = type(Schema.SchemaType.OBJECT).properties(Map.of("field", text, "message", text));
        return type(Schema.SchemaType.OBJECT)
                .addProperty("type", text)
                .addProperty("title", text)
                .addProperty("status", type(Schema.SchemaType.INTEGER))
                .addProperty("detail", text)
                .addProperty("code", text)
                .addProperty("trace_id", text)
                .addProperty("errors", type(Schema.SchemaType.ARRAY).items(error));
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}
