package io.slipway.apicheck;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** One method of one path. */
public record ApiOperation(String method, String path, JsonNode node, Pattern pattern) {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    ApiOperation(String method, String path, JsonNode node) {
        this(method, path, node, Pattern.compile(PARAMETER.matcher(path).replaceAll("[^/]+")));
    }

    public String id() {
        return node.path("operationId").asText("");
    }

    boolean matches(String sent) {
        return pattern.matcher(sent).matches();
    }

    long parameterCount() {
        return PARAMETER.matcher(path).results().count();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
