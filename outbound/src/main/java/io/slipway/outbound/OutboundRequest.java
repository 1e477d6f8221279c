package io.slipway.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * @param headers sent to the server that the URL names; a redirect to another one gets none that may be a credential
 * @param body null for none
 */
public record OutboundRequest(
        String method,
        URI url,
        Map<String, String> headers,
        @Nullable Body body) {
    /** @param length in bytes; -1 sends it in chunks. @param content opened once for each server that gets it */
    public record Body(long length, Content content) {}

    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    public OutboundRequest {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> copy.put(printable(name), printable(value)));
        headers = Collections.unmodifiableMap(copy);
    }

    public static OutboundRequest get(URI url) {
        return new OutboundRequest("GET", url, Map.of(), null);
    }

    public static OutboundRequest of(String method, URI url) {
        return new OutboundRequest(method, url, Map.of(), null);
    }

    public OutboundRequest header(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new OutboundRequest(method, url, more, body);
    }

    public OutboundRequest body(long length, Content content) {
        return new OutboundRequest(method, url, headers, new Body(length, content));
    }

    /** A line break in a value would be a header of its own. */
    private static String printable(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a control character in a header");
        }
        return text;
    }
}
