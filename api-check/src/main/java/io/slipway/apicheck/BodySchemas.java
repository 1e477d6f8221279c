package io.slipway.apicheck;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

/** The schemas of a document (JSON Schema 2020-12), stricter than for clients: no property may be unknown. */
public final class BodySchemas {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final JsonNode definitions;
    /** Thousands of answers are compared with some dozens of schemas: most of the document's are one reference. */
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    BodySchemas(JsonNode document) {
        this.definitions = local(document.at("/components/schemas"));
        definitions.forEach(BodySchemas::close);
    }

    List<String> faults(JsonNode schema, String json) {
        try {
            return faults(schema, JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return List.of("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    /** Empty when the value is as stated. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode root = local(schema);
        root.set("$defs", definitions);
        return registry.getSchema(root);
    }

    /** A copy whose references stay in the schema itself. */
    private static ObjectNode local(JsonNode schema) {
        try {
            return (ObjectNode) JSON.readTree(schema.toString().replace("\"#/components/schemas/", "\"#/$defs/"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.path("properties").forEach(BodySchemas::close);
        if (schema.has("items")) {
            close(schema.path("items"));
        }
    }
}
