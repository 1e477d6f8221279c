package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The references of one schema document (JSON Schema 2020-12 core, section 8): each must stay in the document, exist, and
 * not lead back to itself without descending into the instance, which would never end.
 */
final class SchemaReferences {
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
    private static final Set<String> ANCHORS = Set.of("$anchor", "$dynamicAnchor");
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");
    private static final Set<String> SAME_INSTANCE =
            Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private final String file;
    private final String base;
    private final JsonNode document;
    private final List<Violation> violations = new ArrayList<>();

    /** Pointer of a schema → what it refers to; and named places. */
    private final Map<String, List<String>> references = new LinkedHashMap<>();

    private final Map<String, String> anchors = new HashMap<>();

    SchemaReferences(String file, String base, JsonNode document) {
        this.file = file;
        this.base = base;
        this.document = document;
    }

    List<Violation> check() {
        walk("", document);
        references.forEach((pointer, targets) -> targets.forEach(target -> checkTarget(pointer, target)));
        if (violations.isEmpty()) {
            references.keySet().forEach(this::checkCycle);
        }
        return violations;
    }

    private void walk(String pointer, JsonNode node) {
        node.properties().forEach(field -> {
            if (!DATA.contains(field.getKey())) {
                keyword(pointer, field.getKey(), field.getValue());
                walk(Violation.below(pointer, field.getKey()), field.getValue());
            }
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(pointer + "/" + i, node.get(i));
            }
        }
    }

    /** Only strings: a property may be called {@code $ref}, and its value is then a schema. */
    private void keyword(String pointer, String name, JsonNode value) {
        if (!value.isTextual()) {
            return;
        }
        String text = value.textValue();
        if (REFERENCES.contains(name)) {
            references.computeIfAbsent(pointer, _ -> new ArrayList<>()).add(text);
        } else if (ANCHORS.contains(name)) {
            anchors.put(text, pointer);
        } else if (name.equals("$schema") && !text.replaceFirst("#$", "").equals(SchemaCompiler.DIALECT)) {
            violation(pointer + "/$schema", "only draft 2020-12 is read: write " + SchemaCompiler.DIALECT);
        } else if (name.equals("$id") && !pointer.isEmpty()) {
            violation(pointer + "/$id", "only the root of a schema may have an $id");
        }
    }

    private void checkTarget(String pointer, String reference) {
        if (!reference.startsWith("#")) {
            violation(
                    pointer,
                    "'" + Printable.of(reference) + "' leaves the document: references to files and addresses are not"
                            + " followed, put the definition under $defs and refer to it by #/$defs/…");
        } else if (target(reference) == null) {
            violation(pointer, "'" + Printable.of(reference) + "' refers to nothing in this document");
        }
    }

    /** The pointer that a reference means; null when there is nothing. */
    private String target(String reference) {
        String fragment = reference.substring(1);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return anchors.get(fragment);
        }
        return document.at(fragment).isMissingNode() ? null : fragment;
    }

    private void checkCycle(String start) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(next(start));
        while (!open.isEmpty()) {
            String pointer = open.removeLast();
            if (pointer.equals(start)) {
                violation(start, "the reference leads back to itself and would never end");
                return;
            }
            if (seen.add(pointer)) {
                open.addAll(next(pointer));
            }
        }
    }

    /** The schemas that look at the same instance as the one at {@code pointer}. */
    private List<String> next(String pointer) {
        List<String> result = new ArrayList<>();
        references.getOrDefault(pointer, List.of()).forEach(reference -> result.add(target(reference)));
        document.at(pointer).properties().forEach(field -> {
            if (SAME_INSTANCE.contains(field.getKey())) {
                result.addAll(schemasIn(Violation.below(pointer, field.getKey()), field.getKey(), field.getValue()));
            }
        });
        return result;
    }

    private static List<String> schemasIn(String pointer, String keyword, JsonNode value) {
        List<String> result = new ArrayList<>();
        if (keyword.equals("dependentSchemas")) {
            value.fieldNames().forEachRemaining(name -> result.add(Violation.below(pointer, name)));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                result.add(pointer + "/" + i);
            }
        } else {
            result.add(pointer);
        }
        return result;
    }

    private void violation(String pointer, String message) {
        violations.add(new Violation(file, base + pointer, message));
    }
}
