package io.slipway.registry.contract;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

import io.slipway.apicheck.ApiOperation;

/**
 * A request that nobody meant well.
 *
 * @param target path and query as sent
 * @param body null for none
 */
record Attack(ApiOperation operation, String target, Map<String, String> headers, byte[] body) {
    private static final int SHOWN = 300;

    HttpRequest request(String server) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + target))
                .timeout(Duration.ofSeconds(20))
                .method(operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return request.build();
    }

    @Override
    public String toString() {
        String text = body == null ? "" : new String(body, java.nio.charset.StandardCharsets.UTF_8);
        return operation.method() + " " + shorten(target) + " " + shorten(headers.toString()) + " " + shorten(text);
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}
