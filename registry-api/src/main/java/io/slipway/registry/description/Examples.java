package io.slipway.registry.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Composes an example of each body out of examples of its properties: those that {@code openapi/examples.json} gives under
 * {@code Schema.property} or {@code property}, else those of the schema itself.
 */
final class Examples {
    private static final String FILE = "/openapi/examples.json";

    private final Map<String, Object> words;
    private final Map<String, Schema> schemas;

    Examples(OpenAPI api) {
        this.schemas = api.getComponents().getSchemas();
        this.words = read();
    }

    void describe(Operations operations) {
        for (Operations.Route route : operations) {
            route.requestBodies().forEach(this::describe);
            route.responseBodies().forEach(this::describe);
            route.parameters().forEach(parameter -> describe(route.operation().getOperationId(), parameter));
        }
    }

    private void describe(MediaType body) {
        if (body.getExample() == null && body.getSchema() != null) {
            body.setExample(of("", "", body.getSchema()));
        }
    }

    /** Also under {@code operation.parameter}: lists begin after ids of what they list. */
    private void describe(String operation, Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (parameter.getExample() == null && schema != null) {
            parameter.setExample(of(operation, parameter.getName(), schema));
        }
    }

    private Object of(String owner, String name, Schema schema) {
        for (String word : isObject(schema) ? List.of(owner + "." + name) : List.of(owner + "." + name, name)) {
            if (words.containsKey(word)) {
                return words.get(word);
            }
        }
        Object stated = stated(schema);
        return stated == null ? composed(owner, name, schema) : stated;
    }

    /** What the schema itself offers. */
    private static Object stated(Schema schema) {
        if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
            return schema.getExamples().getFirst();
        }
        if (schema.getDefaultValue() != null) {
            return schema.getDefaultValue();
        }
        boolean choice =
                schema.getEnumeration() != null && !schema.getEnumeration().isEmpty();
        return choice ? schema.getEnumeration().getFirst() : null;
    }

    private Object composed(String owner, String name, Schema schema) {
        if (schema.getRef() != null) {
            String type = RecordSchemas.nameOf(schema);
            return of(type, "", schemas.get(type));
        }
        if (schema.getAnyOf() != null) {
            return of(owner, "", schema.getAnyOf().getFirst());
        }
        if (schema.getProperties() != null) {
            Map<String, Object> example = new LinkedHashMap<>();
            schema.getProperties().forEach((property, type) -> example.put(property, of(owner, property, type)));
            return example;
        }
        Object item = schema.getItems() == null ? null : of(owner, name, schema.getItems());
        return item == null ? null : List.of(item);
    }

    private boolean isObject(Schema schema) {
        Schema type = schema.getRef() == null ? schema : schemas.get(RecordSchemas.nameOf(schema));
        return type.getProperties() != null;
    }

    private static Map<String, Object> read() {
        try (InputStream file = Examples.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
