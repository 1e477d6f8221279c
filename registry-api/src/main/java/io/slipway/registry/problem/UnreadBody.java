package io.slipway.registry.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * What still comes of a body that was answered before its end. Many senders look at the answer only when they have sent all:
 * they may, within reason. It is thrown away as it comes; without this the server would keep it for a reader who is gone.
 */
final class UnreadBody {
    private final HttpServerRequest request;
    private long left;

    UnreadBody(HttpServerRequest request) {
        this.request = request;
    }

    /** Beyond {@code max} bytes the connection ends. */
    void discard(long max) {
        left = max;
        if (!request.isEnded()) {
            request.handler(this::count);
            request.resume();
        }
    }

    private void count(Buffer bytes) {
        left -= bytes.length();
        if (left < 0) {
            request.connection().close();
        }
    }
}
