package io.slipway.e2e;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Documents with {@code ---} between them. */
final class Yaml {
    private static final ObjectReader READER = new YAMLMapper().readerFor(JsonNode.class);

    private Yaml() {}

    static List<JsonNode> documents(String text) throws IOException {
        try (var documents = READER.<JsonNode>readValues(text)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }
}
