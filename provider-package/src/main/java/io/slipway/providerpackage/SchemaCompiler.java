package io.slipway.providerpackage;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

/** JSON Schema draft 2020-12 without any way out of the document: nothing is ever loaded by reference. */
final class SchemaCompiler {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No cache: schemas come from strangers and are compiled once each. */
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(BoundedPattern::compile)
                            .build())
                    .schemaLoader(loader ->
                            loader.allow(iri -> iri.toString().startsWith("https://json-schema.org/draft/2020-12/"))));

    private static final Schema METASCHEMA = REGISTRY.getSchema(SchemaLocation.of(DIALECT));

    private SchemaCompiler() {}

    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /** Returns what is wrong with the schema, with pointers below {@code base}; empty when it can be used. */
    static List<Violation> check(String file, String base, JsonNode schema) {
        List<Violation> references = new SchemaReferences(file, base, schema).check();
        if (!references.isEmpty()) {
            return references;
        }
        List<Error> errors = METASCHEMA.validate(schema);
        if (!errors.isEmpty()) {
            return errors.stream()
                    .map(error -> new Violation(file, base + error.getInstanceLocation(), error.getMessage()))
                    .distinct()
                    .toList();
        }
        try {
            compile(schema);
            return List.of();
        } catch (SchemaException e) {
            return List.of(new Violation(file, base, e.getMessage()));
        }
    }

    /** @throws SchemaException when the schema breaks a rule that its metaschema cannot express */
    static Schema compile(JsonNode schema) {
        Schema compiled = REGISTRY.getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }
}
