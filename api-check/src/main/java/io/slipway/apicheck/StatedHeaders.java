package io.slipway.apicheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Headers that the description states of an answer: a required one is there, and each is of its schema. */
record StatedHeaders(ApiContract contract, JsonNode response) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NUMBERS = Set.of("integer", "number", "boolean");

    List<String> faults(Answer answer) {
        List<String> faults = new ArrayList<>();
        response.path("headers").properties().forEach(stated -> {
            JsonNode header = contract.resolved(stated.getValue());
            String value = answer.headers().get(stated.getKey());
            if (value == null && header.path("required").asBoolean()) {
                faults.add("the header " + stated.getKey() + " is missing");
            }
            if (value != null) {
                faults(header.path("schema"), value).forEach(fault -> faults.add(stated.getKey() + fault));
            }
        });
        return faults;
    }

    private List<String> faults(JsonNode schema, String value) {
        String type = contract.resolved(schema).path("type").asText();
        try {
            JsonNode parsed = NUMBERS.contains(type)
                    ? JSON.readTree(value)
                    : JSON.getNodeFactory().textNode(value);
            return contract.schemas().faults(schema, parsed);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return List.of(": '" + value + "' is no " + type);
        }
    }
}
