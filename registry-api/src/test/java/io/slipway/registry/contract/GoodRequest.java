package io.slipway.registry.contract;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A request that does what its operation is for.
 *
 * @param json null when the body is no JSON, or there is none
 * @param parts of a form; the package is under {@code code}
 * @param bytes null when the body is not simply bytes, or there is none
 */
record GoodRequest(
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode json,
        Map<String, byte[]> parts,
        byte[] bytes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    GoodRequest() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), null, Map.of(), null);
    }

    GoodRequest at(String name, String value) {
        path.put(name, value);
        return this;
    }

    GoodRequest with(String name, String value) {
        query.put(name, value);
        return this;
    }

    GoodRequest json(Map<String, ?> body) {
        return new GoodRequest(path, query, headers, JSON.valueToTree(body), parts, null);
    }

    GoodRequest form(Map<String, byte[]> fields) {
        return new GoodRequest(path, query, headers, null, fields, null);
    }

    GoodRequest bytes(byte[] body) {
        return new GoodRequest(path, query, headers, null, parts, body);
    }

    /** What a signed URL says. @param names of the path's parameters from the end, the last one first */
    GoodRequest signed(String url, String... names) {
        URI uri = URI.create(url);
        String[] segments = uri.getRawPath().split("/");
        for (int i = 0; i < names.length; i++) {
            at(names[i], decoded(segments[segments.length - 1 - i]));
        }
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parameter = pair.split("=", 2);
            with(parameter[0], decoded(parameter[1]));
        }
        return this;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
