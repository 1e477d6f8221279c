package io.slipway.registry.version;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderMetadata;

/** The text fields of a publication, checked. */
record PublishForm(VersionNumber version, String changelog, ProviderMetadata metadata) {
    /** The field with the package. */
    static final String FILE = "code";

    static final Set<String> FIELDS = Set.of("version", "changelog", "display_name", "description", "tags", "icon_url");

    private static final ObjectReader TAGS =
            EventJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MAX_CHANGELOG = 20_000;

    /** @throws ProblemException 422 for a value that is missing or beyond its limits */
    static PublishForm of(Map<String, String> fields) {
        String version = fields.get("version");
        if (version == null || version.isEmpty()) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "version", "is missing");
        }
        ProviderMetadata metadata = ProviderMetadata.of(
                fields.get("display_name"),
                fields.get("description"),
                fields.get("icon_url"),
                tags(fields.get("tags")));
        return new PublishForm(VersionNumbers.given(version), changelog(fields.get("changelog")), metadata);
    }

    private static String changelog(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > MAX_CHANGELOG || text.indexOf('\0') >= 0) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "changelog",
                    "may have " + MAX_CHANGELOG + " characters, none of them NUL");
        }
        return text;
    }

    private static List<String> tags(String json) {
        if (json == null || json.isEmpty()) {
            return json == null ? null : List.of();
        }
        try {
            JsonNode array = TAGS.readTree(json);
            if (array.isArray() && array.valueStream().allMatch(JsonNode::isTextual)) {
                return array.valueStream().map(JsonNode::textValue).toList();
            }
            throw badTags();
        } catch (JsonProcessingException e) {
            throw badTags();
        }
    }

    private static ProblemException badTags() {
        return ProblemException.ofField(
                ErrorCode.INVALID_VALUE, "tags", "must be a JSON array of strings, such as [\"demo\"]");
    }
}
