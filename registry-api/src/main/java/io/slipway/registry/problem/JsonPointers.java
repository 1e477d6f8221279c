package io.slipway.registry.problem;

import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/** Where Jackson stumbled (RFC 6901), and over what, without the names of our classes. */
final class JsonPointers {
    private JsonPointers() {}

    static String of(JsonMappingException e) {
        return e.getPath().stream().map(JsonPointers::segment).collect(Collectors.joining());
    }

    static String message(JacksonException e) {
        if (isBeyondLimits(e)) {
            return "nests deeper than 100, or has a name or a number that is too long";
        }
        return switch (e) {
            case UnrecognizedPropertyException _ -> "unknown field";
            case MismatchedInputException _ -> "has another type than expected";
            case JacksonException syntax -> "no JSON at " + place(syntax.getLocation());
        };
    }

    private static boolean isBeyondLimits(JacksonException e) {
        return e instanceof StreamConstraintsException || e.getCause() instanceof StreamConstraintsException;
    }

    private static String place(JsonLocation location) {
        return location == null ? "its end" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String segment(JsonMappingException.Reference reference) {
        String name = reference.getFieldName();
        return "/"
                + (name == null
                        ? String.valueOf(reference.getIndex())
                        : name.replace("~", "~0").replace("/", "~1"));
    }
}
