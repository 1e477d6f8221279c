package io.slipway.registry.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes requests of an operation's description, each with one thing or more that is wrong. The seed decides all. */
final class Attacks {
    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "application/x-www-form-urlencoded",
            "nonsense",
            "*/*");
    private static final String BOUNDARY = "boundary-of-an-attack";

    private final Random random;
    private final Map<String, String> known;
    private final String token;

    /** @param known values of path parameters that exist, by name */
    Attacks(long seed, Map<String, String> known, String token) {
        this.random = new Random(seed);
        this.known = known;
        this.token = token;
    }

    Attack next(ApiOperation operation) {
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
        List<String> query = new ArrayList<>();
        String path = operation.path();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asText();
            String value = value(name, parameter);
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", value.isEmpty() ? "%20" : encode(value));
                case "query" -> addTo(query, name, value);
                case "header" -> addTo(headers, name, value);
                default -> throw new IllegalArgumentException("where is " + parameter);
            }
        }
        byte[] body = body(operation.node().at("/requestBody/content"), headers);
        String target = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return new Attack(operation, target, headers, body);
    }

    private String value(String name, JsonNode parameter) {
        // One key for many requests would have most of them refused before anything else is looked at.
        if (name.equals("Idempotency-Key") && random.nextInt(10) > 0) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        return random.nextInt(3) == 0
                ? HostileValues.text(random)
                : known.getOrDefault(name, parameter.path("example").asText(""));
    }

    private void addTo(List<String> query, String name, String value) {
        int times = random.nextInt(5) == 0 ? 2 : random.nextInt(2);
        for (int i = 0; i < times; i++) {
            query.add(name + "=" + encode(value));
        }
    }

    /** Java's client sends no control characters in headers. */
    private void addTo(Map<String, String> headers, String name, String value) {
        if (random.nextBoolean()) {
            headers.put(name, value.replaceAll("[^ -~]", "?").strip());
        }
    }

    private byte[] body(JsonNode content, Map<String, String> headers) {
        if (content.isMissingNode()) {
            return random.nextInt(4) == 0 ? HostileValues.json(random).getBytes(StandardCharsets.UTF_8) : null;
        }
        String type = content.fieldNames().next();
        boolean form = type.startsWith("multipart/");
        headers.put("Content-Type", form ? type + "; boundary=" + BOUNDARY : type);
        if (random.nextInt(6) == 0) {
            headers.put("Content-Type", CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size())));
        }
        JsonNode example = content.path(type).path("example");
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> HostileValues.json(random).getBytes(StandardCharsets.UTF_8);
            case 3 -> new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};
            default -> form ? form(example) : json(example).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** An example with values replaced, fields left out, given twice, and unknown ones. */
    private String json(JsonNode example) {
        if (!example.isObject()) {
            return random.nextBoolean() ? HostileValues.json(random) : example.toString();
        }
        List<String> fields = new ArrayList<>();
        example.properties().forEach(field -> {
            String value = random.nextInt(3) == 0
                    ? HostileValues.json(random)
                    : field.getValue().toString();
            int times = random.nextInt(8) == 0 ? 2 : random.nextInt(8) == 0 ? 0 : 1;
            for (int i = 0; i < times; i++) {
                fields.add("\"" + field.getKey() + "\":" + value);
            }
        });
        if (random.nextInt(8) == 0) {
            fields.add("\"nobody_knows\":" + HostileValues.json(random));
        }
        return fields.stream().collect(Collectors.joining(",", "{", random.nextInt(20) == 0 ? "" : "}"));
    }

    private byte[] form(JsonNode example) {
        StringBuilder form = new StringBuilder();
        example.properties().forEach(field -> {
            String value = random.nextInt(3) == 0
                    ? HostileValues.text(random)
                    : field.getValue().asText();
            int times = random.nextInt(8) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                form.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
                form.append(field.getKey()).append("\"\r\n\r\n").append(value).append("\r\n");
            }
        });
        return form.append("--").append(BOUNDARY).append("--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
