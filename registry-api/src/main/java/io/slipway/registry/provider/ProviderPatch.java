package io.slipway.registry.provider;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** A JSON merge patch (RFC 7396) on a provider, checked. Null removes a text or all tags. */
record ProviderPatch(ProviderMetadata metadata, String visibility, Map<String, Object> changes) {
    private static final Set<String> FIELDS = Set.of("display_name", "description", "tags", "icon_url", "visibility");
    private static final List<String> VISIBILITIES = List.of("private", "organization", "public");

    /** @throws ProblemException 400 for an unknown field or a wrong type, 422 for an invalid value */
    static ProviderPatch of(Map<String, Object> body) {
        if (body == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "A merge patch is a JSON object.");
        }
        body.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw ProblemException.ofField(ErrorCode.UNKNOWN_FIELD, "/" + field, "is no field to change");
                });
        ProviderMetadata metadata = ProviderMetadata.of(
                text(body, "display_name"), text(body, "description"), text(body, "icon_url"), tags(body));
        return new ProviderPatch(metadata, visibility(body), body);
    }

    private static String text(Map<String, Object> body, String field) {
        if (!body.containsKey(field)) {
            return null;
        }
        return switch (body.get(field)) {
            case null -> "";
            case String text -> text;
            default -> throw wrongType(field, "must be a string or null");
        };
    }

    private static List<String> tags(Map<String, Object> body) {
        if (!body.containsKey("tags")) {
            return null;
        }
        return switch (body.get("tags")) {
            case null -> List.of();
            case List<?> tags -> tags.stream().map(ProviderPatch::tag).toList();
            default -> throw wrongType("tags", "must be an array of strings or null");
        };
    }

    private static String tag(Object tag) {
        if (tag instanceof String text) {
            return text;
        }
        throw wrongType("tags", "must be an array of strings or null");
    }

    private static String visibility(Map<String, Object> body) {
        if (!body.containsKey("visibility")) {
            return null;
        }
        if (body.get("visibility") instanceof String word && VISIBILITIES.contains(word)) {
            return word;
        }
        throw ProblemException.ofField(
                ErrorCode.INVALID_VALUE, "/visibility", "must be private, organization or public");
    }

    private static ProblemException wrongType(String field, String message) {
        return ProblemException.ofField(ErrorCode.MALFORMED_REQUEST, "/" + field, message);
    }
}
