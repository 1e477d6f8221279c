package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.apicheck.ApiContract;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A field as publish-version.txt states it, or as a schema of ours does.
 *
 * @param type JSON Schema's word, with its format after a colon
 * @param defaultValue empty for none
 */
record SeedField(String name, String type, boolean nullable, boolean required, Set<String> words, String defaultValue) {

    /** The page's text below a heading and before the next: each field is its name, its type, then more about it. */
    static List<SeedField> read(List<String> lines) {
        List<SeedField> fields = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).matches("[a-z_]+") && isType(lines.get(i + 1))) {
                fields.add(read(lines.get(i), lines.get(i + 1), rest(lines, i + 2)));
            }
        }
        return fields;
    }

    /** The page's path parameters are these and the operation's. */
    static void assertPathParameters(List<String> page, JsonNode operation, String... names) {
        List<SeedField> stated = read(page.subList(page.indexOf("Path Parameters"), page.indexOf("Body")));

        assertThat(stated).extracting(SeedField::name).containsExactly(names);
        assertThat(stated).allSatisfy(field -> {
            JsonNode ours = operation
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("name").asText().equals(field.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(ours.path("in").asText()).isEqualTo("path");
            assertThat(ours.path("schema").path("type").asText()).isEqualTo(field.type());
            assertThat(ours.path("required").asBoolean()).isEqualTo(field.required());
        });
    }

    private static boolean isType(String line) {
        return line.matches("(\\w+ · )?(string|enum<string>|object)(<[a-z-]+>)?(\\[])?( \\| null)?");
    }

    /** What is said before the next field. */
    private static List<String> rest(List<String> lines, int from) {
        int end = from;
        while (end < lines.size()
                && !(end + 1 < lines.size() && lines.get(end).matches("[a-z_]+") && isType(lines.get(end + 1)))) {
            end++;
        }
        return lines.subList(from, end);
    }

    private static SeedField read(String name, String type, List<String> rest) {
        Set<String> words = new TreeSet<>();
        if (rest.contains("Available options:")) {
            rest.subList(rest.indexOf("Available options:") + 1, rest.size()).stream()
                    .map(word -> word.replace(",", "").strip())
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        }
        String defaultValue = rest.stream()
                .filter(line -> line.startsWith("default:"))
                .map(line -> line.substring("default:".length()))
                .findFirst()
                .orElse("");
        return new SeedField(
                name, ofPage(type), type.endsWith("| null"), rest.contains("required"), words, defaultValue);
    }

    private static String ofPage(String type) {
        String plain = type.replaceFirst("^\\w+ · ", "").replace(" | null", "");
        return switch (plain) {
            case "string", "enum<string>" -> "string";
            case "string<date-time>" -> "string:date-time";
            case "object[]" -> "array";
            case "object" -> "object";
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** What the document states of the same field; its references are followed. */
    static SeedField of(ApiContract contract, JsonNode schema, String name) {
        JsonNode stated = schema.path("properties").path(name);
        boolean nullable = isNullable(stated);
        JsonNode type =
                contract.resolved(stated.has("anyOf") ? stated.path("anyOf").path(0) : stated);
        Set<String> words = new TreeSet<>();
        type.path("enum").forEach(word -> words.add(word.asText()));
        boolean required = schema.path("required").valueStream().anyMatch(one -> one.asText()
                .equals(name));
        return new SeedField(
                name,
                typeOf(type),
                nullable,
                required,
                words,
                stated.path("default").asText(""));
    }

    private static String typeOf(JsonNode schema) {
        JsonNode type = schema.path("type");
        String word = type.isArray() ? type.path(0).asText() : type.asText();
        String format = schema.path("format").asText("");
        return format.equals("date-time") ? word + ":" + format : word;
    }

    private static boolean isNullable(JsonNode schema) {
        return schema.path("type").valueStream().anyMatch(type -> type.asText().equals("null"))
                || schema.path("anyOf")
                        .valueStream()
                        .anyMatch(one -> one.path("type").asText().equals("null"));
    }
}
