package io.slipway.registry.contract;

/**
 * What came back.
 *
 * @param path as sent, without the query
 * @param contentType with its parameters; empty when there was none
 */
public record Answer(String method, String path, int status, String contentType, String body) {
    private static final int SHOWN = 2_000;

    String mediaType() {
        return contentType.split(";", 2)[0].strip();
    }

    boolean isJson() {
        return mediaType().equals("application/json") || mediaType().endsWith("+json");
    }

    String shortBody() {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
    }

    @Override
    public String toString() {
        return method + " " + path + " → " + status + " " + contentType;
    }
}
