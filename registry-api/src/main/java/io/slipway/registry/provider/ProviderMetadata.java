package io.slipway.registry.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** What a publisher says of a provider: a key that is absent leaves the value alone, a null one removes it. */
public record ProviderMetadata(@JsonValue Map<String, Object> changes) {
    private static final int MAX_DISPLAY_NAME = 100;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_ICON_URL = 500;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 50;
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n\\t]");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProviderMetadata {}

    /** Null means: left out. Empty text means: remove. @throws ProblemException 422 for a value beyond its limits */
    public static ProviderMetadata of(String displayName, String description, String iconUrl, List<String> tags) {
        Map<String, Object> changes = new LinkedHashMap<>();
        put(changes, "display_name", displayName, MAX_DISPLAY_NAME);
        put(changes, "description", description, MAX_DESCRIPTION);
        put(changes, "icon_url", iconUrl, MAX_ICON_URL);
        String fault = iconUrl == null || iconUrl.isEmpty() ? null : IconUrl.fault(iconUrl);
        if (fault != null) {
            throw invalid("icon_url", fault);
        }
        if (tags != null) {
            changes.put("tags", checked(tags));
        }
        return new ProviderMetadata(changes);
    }

    String text(String key, String current) {
        return changes.containsKey(key) ? (String) changes.get(key) : current;
    }

    List<String> tags(List<String> current) {
        return changes.get("tags") instanceof List<?> tags
                ? tags.stream().map(String.class::cast).toList()
                : current;
    }

    private static void put(Map<String, Object> changes, String key, String value, int max) {
        if (value == null) {
            return;
        }
        int length = value.codePointCount(0, value.length());
        if (length > max) {
            throw invalid(key, "may have " + max + " characters, has " + length);
        }
        if (!isPrintable(LINE_BREAKS.matcher(value).replaceAll(""))) {
            throw invalid(key, "may have no control characters but line breaks");
        }
        changes.put(key, value.isEmpty() ? null : value);
    }

    /** @throws ProblemException 422 for too many tags, or one that cannot be one */
    static List<String> checked(List<String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw invalid("tags", "may be " + MAX_TAGS + ", are " + tags.size());
        }
        for (String tag : tags) {
            if (tag == null || tag.isBlank() || tag.length() > MAX_TAG || !isPrintable(tag)) {
                throw invalid("tags", "each must have 1 to " + MAX_TAG + " characters, no control ones");
            }
        }
        return List.copyOf(tags);
    }

    /** What is kept as JSON until the release becomes text and jsonb then, which hold neither NUL nor half a character. */
    private static boolean isPrintable(String tag) {
        return tag.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
