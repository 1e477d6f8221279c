package io.slipway.apicheck;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sent before the body.
 *
 * @param target path and query as sent, with their escapes
 * @param headers by their names, in whatever case
 */
public record Asked(String method, String target, Map<String, String> headers) {
    /** What the HTTP server takes at most: {@code quarkus.http.limits}. */
    private static final int LONGEST_ADDRESS = 16 * 1024;

    private static final int LARGEST_HEADERS = 64 * 1024;

    public Asked {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        headers = any;
    }

    public static Asked of(String method, URI uri, Map<String, String> headers) {
        String query = uri.getRawQuery();
        return new Asked(method, uri.getRawPath() + (query == null ? "" : "?" + query), headers);
    }

    String path() {
        return target.split("\\?", 2)[0];
    }

    boolean isLongerThanTheServerReads() {
        return target.length() + method.length() > LONGEST_ADDRESS - " HTTP/1.1 ".length();
    }

    boolean isLargerThanTheServerReads() {
        int size = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        // Less what the client itself adds.
        return size > LARGEST_HEADERS - 1024;
    }

    /** A browser's question whether a page of another origin may send a request (Fetch standard, CORS-preflight). */
    boolean isPreflight() {
        return method.equals("OPTIONS") && headers.containsKey("Access-Control-Request-Method");
    }

    boolean isOfAnotherOrigin() {
        return headers.containsKey("Origin");
    }
}
