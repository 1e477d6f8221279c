package io.slipway.registry.contract;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.apicheck.ApiOperation;

/** Makes requests of one that would succeed, each with one thing that is wrong. The seed decides which come first. */
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
    private final String token;

    Attacks(long seed, String token) {
        this.random = new Random(seed);
        this.token = token;
    }

    /** As it is. */
    Attack none(ApiOperation operation, GoodRequest good) {
        return new Attack(operation, target(operation, good.path(), good.query()), headers(good, ""), body(good));
    }

    /** First one of each category, in an order that never changes; the rest, so many at most altogether, of all kinds alike. */
    List<Attack> of(ApiOperation operation, GoodRequest good, int most) {
        List<List<Attack>> kinds = List.of(
                places(operation, good), headers(operation, good), bodies(operation, good), fields(operation, good));
        kinds.forEach(kind -> Collections.shuffle(kind, random));
        List<Attack> attacks = ofEachCategory(operation, good);
        int longest = kinds.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<Attack> kind : kinds) {
                if (i < kind.size() && attacks.size() < most) {
                    attacks.add(kind.get(i));
                }
            }
        }
        return attacks;
    }

    /** In a place, a field and a value of the category by chance. */
    private List<Attack> ofEachCategory(ApiOperation operation, GoodRequest good) {
        List<Attack> attacks = new ArrayList<>();
        List<JsonNode> parameters = operation
                .node()
                .path("parameters")
                .valueStream()
                .filter(parameter -> !parameter.path("in").asText().equals("header"))
                .toList();
        if (!parameters.isEmpty()) {
            HostileValues.KINDS_OF_TEXT.forEach(
                    kind -> attacks.add(placed(operation, good, any(parameters), any(kind))));
        }
        if (good.json() != null && !good.json().isEmpty()) {
            Map<String, String> fields = jsonFields(good);
            List<String> names = List.copyOf(fields.keySet());
            HostileValues.KINDS_OF_JSON.forEach(
                    kind -> attacks.add(with(operation, good, changed(fields, any(names), any(kind)))));
            attacks.add(with(operation, good, doubled(fields, any(names))));
        }
        if (!good.parts().isEmpty()) {
            List<String> names = List.copyOf(good.parts().keySet());
            HostileValues.KINDS_OF_TEXT.forEach(
                    kind -> attacks.add(with(operation, good, formWith(good.parts(), any(names), any(kind)))));
            attacks.add(with(operation, good, form(good.parts(), any(names))));
        }
        if (hasBody(good)) {
            attacks.add(typed(operation, good, any(CONTENT_TYPES)));
        }
        return attacks;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Attack placed(ApiOperation operation, GoodRequest good, JsonNode parameter, String text) {
        Map<String, String> path = new HashMap<>(good.path());
        Map<String, String> query = new LinkedHashMap<>(good.query());
        boolean inPath = parameter.path("in").asText().equals("path");
        (inPath ? path : query).put(parameter.path("name").asText(), inPath && text.isEmpty() ? " " : text);
        return new Attack(operation, target(operation, path, query), headers(good, ""), body(good));
    }

    private Attack with(ApiOperation operation, GoodRequest good, byte[] body) {
        return new Attack(operation, target(operation, good.path(), good.query()), headers(good, ""), body);
    }

    private Attack typed(ApiOperation operation, GoodRequest good, String contentType) {
        return new Attack(
                operation, target(operation, good.path(), good.query()), headers(good, contentType), body(good));
    }

    private List<Attack> places(ApiOperation operation, GoodRequest good) {
        List<Attack> attacks = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asText();
            String in = parameter.path("in").asText();
            for (String text : in.equals("header") ? List.<String>of() : HostileValues.TEXTS) {
                attacks.add(placed(operation, good, parameter, text));
            }
            if (in.equals("query")) {
                String twice = target(operation, good.path(), good.query());
                String joined = (twice.contains("?") ? "&" : "?") + name + "=a&" + name + "=b";
                attacks.add(new Attack(operation, twice + joined, headers(good, ""), body(good)));
            }
        });
        return attacks;
    }

    /** Java's client sends no control characters in headers. */
    private List<Attack> headers(ApiOperation operation, GoodRequest good) {
        List<Attack> attacks = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("header")) {
                for (String text : HostileValues.TEXTS) {
                    Map<String, String> headers = headers(good, "");
                    headers.put(
                            parameter.path("name").asText(),
                            text.replaceAll("[^ -~]", "?").strip());
                    attacks.add(
                            new Attack(operation, target(operation, good.path(), good.query()), headers, body(good)));
                }
            }
        });
        if (hasBody(good)) {
            CONTENT_TYPES.forEach(type -> attacks.add(typed(operation, good, type)));
        }
        return attacks;
    }

    /** Another one altogether, or less of it, or more. */
    private List<Attack> bodies(ApiOperation operation, GoodRequest good) {
        List<byte[]> bodies = new ArrayList<>();
        HostileValues.JSON.forEach(json -> bodies.add(json.getBytes(StandardCharsets.UTF_8)));
        bodies.add(new byte[0]);
        bodies.add(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        byte[] body = body(good);
        if (body != null && body.length > 1) {
            bodies.add(java.util.Arrays.copyOf(body, body.length / 2));
            bodies.add(java.util.Arrays.copyOf(body, body.length + 10));
            byte[] changed = body.clone();
            changed[body.length / 2] ^= 0x40;
            bodies.add(changed);
        }
        return bodies.stream().map(one -> with(operation, good, one)).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<Attack> fields(ApiOperation operation, GoodRequest good) {
        List<byte[]> bodies = new ArrayList<>();
        if (good.json() != null) {
            bodies.addAll(jsonBodies(good));
        }
        for (String name : good.parts().keySet()) {
            for (String text : HostileValues.TEXTS) {
                bodies.add(formWith(good.parts(), name, text));
            }
            bodies.add(form(good.parts(), name));
            Map<String, byte[]> fewer = new LinkedHashMap<>(good.parts());
            fewer.remove(name);
            bodies.add(form(fewer, ""));
        }
        return bodies.stream().map(one -> with(operation, good, one)).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Each field with another value, left out, or given twice; and one that nobody knows. */
    private static List<byte[]> jsonBodies(GoodRequest good) {
        List<byte[]> bodies = new ArrayList<>();
        Map<String, String> fields = jsonFields(good);
        for (String name : fields.keySet()) {
            HostileValues.JSON.forEach(value -> bodies.add(changed(fields, name, value)));
            bodies.add(doubled(fields, name));
            bodies.add(joined(fields, name, ""));
        }
        bodies.add(changed(fields, "\"nobody_knows\":", "1"));
        return bodies;
    }

    /** Names with quotes and colon, values as JSON. */
    private static Map<String, String> jsonFields(GoodRequest good) {
        Map<String, String> fields = new LinkedHashMap<>();
        good.json()
                .properties()
                .forEach(field -> fields.put(
                        "\"" + field.getKey() + "\":", field.getValue().toString()));
        return fields;
    }

    private static byte[] changed(Map<String, String> fields, String name, String value) {
        return joined(fields, name, name + value);
    }

    private static byte[] doubled(Map<String, String> fields, String name) {
        return joined(fields, name, name + fields.get(name) + "," + name + fields.get(name));
    }

    private static byte[] joined(Map<String, String> fields, String name, String instead) {
        List<String> texts = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (!field.equals(name)) {
                texts.add(field + value);
            }
        });
        if (!instead.isEmpty()) {
            texts.add(instead);
        }
        return ("{" + String.join(",", texts) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasBody(GoodRequest good) {
        return body(good) != null;
    }

    private static byte[] body(GoodRequest good) {
        if (good.json() != null) {
            return good.json().toString().getBytes(StandardCharsets.UTF_8);
        }
        return good.parts().isEmpty() ? good.bytes() : form(good.parts(), "");
    }

    private Map<String, String> headers(GoodRequest good, String contentType) {
        Map<String, String> headers = new HashMap<>(good.headers());
        headers.put("Authorization", "Bearer " + token);
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        } else if (!good.parts().isEmpty()) {
            headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        } else if (good.json() != null) {
            headers.put("Content-Type", "application/json");
        } else if (good.bytes() != null) {
            headers.put("Content-Type", "application/octet-stream");
        }
        return headers;
    }

    private static byte[] formWith(Map<String, byte[]> parts, String name, String text) {
        Map<String, byte[]> changed = new LinkedHashMap<>(parts);
        changed.put(name, text.getBytes(StandardCharsets.UTF_8));
        return form(changed, "");
    }

    /** @param twice a field that comes twice; empty for none */
    private static byte[] form(Map<String, byte[]> parts, String twice) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        parts.forEach((name, content) -> {
            for (int i = 0; i < (name.equals(twice) ? 2 : 1); i++) {
                form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                form.writeBytes(content);
                form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            }
        });
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static String target(ApiOperation operation, Map<String, String> path, Map<String, String> query) {
        String target = operation.path();
        for (Map.Entry<String, String> parameter : path.entrySet()) {
            target = target.replace("{" + parameter.getKey() + "}", encode(parameter.getValue()));
        }
        String parameters = query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return target + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
