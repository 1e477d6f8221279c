package io.slipway.apicheck;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Checks an answer as soon as it is whole, and only then hands it on; a stream of events as soon as it begins. */
record CheckedBody<T>(HttpRequest request, BodyHandler<T> handler, Consumer<Answer> judge) implements BodyHandler<T> {

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        if (info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            judge.accept(Received.of(request, info, null));
            return handler.apply(info);
        }
        return BodySubscribers.mapping(BodySubscribers.ofByteArray(), bytes -> {
            String body = isCompressed(info) ? null : new String(bytes, StandardCharsets.UTF_8);
            judge.accept(Received.of(request, info, body));
            return handedOn(info, bytes);
        });
    }

    private static boolean isCompressed(ResponseInfo info) {
        return info.headers().firstValue("Content-Encoding").orElse("identity").equals("gzip");
    }

    private T handedOn(ResponseInfo info, byte[] bytes) {
        BodySubscriber<T> next = handler.apply(info);
        next.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
        });
        next.onNext(List.of(ByteBuffer.wrap(bytes)));
        next.onComplete();
        return next.getBody().toCompletableFuture().join();
    }
}
