package io.slipway.apicheck;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came back.
 *
 * @param headers by their names, in whatever case
 * @param body null when it was not looked at: a stream that may have no end
 */
public record Answer(Asked asked, int status, Map<String, String> headers, String body) {
    private static final int SHOWN = 2_000;

    public Answer {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        headers = any;
    }

    boolean isEmpty() {
        return body == null || body.isEmpty();
    }

    String contentType() {
        return headers.getOrDefault("Content-Type", "");
    }

    String mediaType() {
        return contentType().split(";", 2)[0].strip();
    }

    boolean isJson() {
        return mediaType().equals("application/json") || mediaType().endsWith("+json");
    }

    public String shortBody() {
        String text = body == null ? "" : body;
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public String toString() {
        return asked.method() + " " + asked.path() + " → " + status + " " + contentType();
    }
}
