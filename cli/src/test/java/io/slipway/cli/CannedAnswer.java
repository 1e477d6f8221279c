package io.slipway.cli;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.apicheck.Answer;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.ApiOperation;
import io.slipway.apicheck.Asked;
import io.slipway.cli.FakeServer.Reply;
import io.slipway.cli.console.Json;

/** The description's example of an answer, changed here and there, and still as it states. */
record CannedAnswer(ApiContract contract, Asked asked, int status, JsonNode response) {
    /** Of those that are stated to be always there. */
    private static final Map<String, String> HEADERS = Map.of(
            "ETag", "\"1\"",
            "Link", "</>; rel=\"first\"",
            "RateLimit", "\"token\";r=99;t=1",
            "RateLimit-Policy", "\"token\";q=100;w=60",
            "Retry-After", "1",
            "Vary", "Origin",
            "WWW-Authenticate", "Bearer",
            "X-Request-Id", "req_1");

    CannedAnswer(ApiContract contract, String route, int status) {
        this(contract, new Asked(route.split(" ", 2)[0], route.split(" ", 2)[1], Map.of()), status, null);
    }

    CannedAnswer {
        String path = asked.target();
        ApiOperation operation = contract.find(asked.method(), path)
                .orElseThrow(() -> new AssertionError(asked.method() + " " + path + " is not described"));
        response = contract.resolved(operation.node().at("/responses").path(String.valueOf(status)));
    }

    /** @throws AssertionError when it is not as described */
    Reply with(String fields) {
        Map<String, String> headers = new HashMap<>();
        response.path("headers").properties().forEach(stated -> {
            if (contract.resolved(stated.getValue()).path("required").asBoolean()) {
                headers.put(stated.getKey(), HEADERS.getOrDefault(stated.getKey(), ""));
            }
        });
        String body = "";
        if (response.has("content")) {
            Map.Entry<String, JsonNode> first =
                    response.path("content").properties().iterator().next();
            headers.put("Content-Type", first.getKey());
            JsonNode change = Json.parse(fields).orElseThrow();
            body = merged(first.getValue().path("example"), change).toString();
        }
        contract.check(new Answer(asked, status, headers, body));
        return new Reply(status, headers, body);
    }

    /** Each element of a list is a change of the example's first one. */
    private static JsonNode merged(JsonNode example, JsonNode change) {
        if (example.isObject() && change.isObject()) {
            ObjectNode object = example.deepCopy();
            change.properties()
                    .forEach(field ->
                            object.set(field.getKey(), merged(example.path(field.getKey()), field.getValue())));
            return object;
        }
        if (example.isArray() && change.isArray()) {
            ArrayNode array = Json.array();
            change.forEach(element -> array.add(merged(example.path(0), element)));
            return array;
        }
        return change;
    }
}
