package io.slipway.registry.problem;

import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonMappingException;

/** RFC 6901 pointers to where Jackson stumbled. */
final class JsonPointers {
    private JsonPointers() {}

    static String of(JsonMappingException e) {
        return e.getPath().stream().map(JsonPointers::segment).collect(Collectors.joining());
    }

    private static String segment(JsonMappingException.Reference reference) {
        String name = reference.getFieldName();
        return "/"
                + (name == null
                        ? String.valueOf(reference.getIndex())
                        : name.replace("~", "~0").replace("/", "~1"));
    }
}
