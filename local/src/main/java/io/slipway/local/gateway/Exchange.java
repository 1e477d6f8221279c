package io.slipway.local.gateway;

import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;

/** One request on its way to a pinned origin and back, bodies streamed both ways. All of it runs on one event loop. */
final class Exchange {
    /** Nothing changes when these come twice (RFC 9110, section 9.2.1). */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Target target;
    private final Origin origin;
    private boolean done;
    private HttpClientRequest sent;

    Exchange(HttpServerRequest request, Target target, Origin origin) {
        this.request = request;
        this.response = request.response();
        this.target = target;
        this.origin = origin;
        response.closeHandler(_ -> abandon());
        response.exceptionHandler(_ -> abandon());
    }

    /**
     * A kept connection may have been closed by the provider just now, which shows only when it is used. What may be sent
     * twice goes over kept connections and once more (RFC 9110, section 9.2.2); the rest over new ones only.
     */
    void forward(HttpClient keeping, HttpClient fresh) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            connect(keeping)
                    .compose(this::handshake)
                    .recover(_ -> done
                            ? Future.failedFuture("the client left")
                            : connect(keeping).compose(this::handshake))
                    .onSuccess(this::upgrade)
                    .onFailure(_ -> fail());
            return;
        }
        if (hasBody() || !SAFE.contains(request.method())) {
            connect(fresh).compose(this::sendWithBody).onSuccess(this::answer).onFailure(_ -> fail());
            return;
        }
        request.resume();
        connect(keeping)
                .compose(this::sendWithoutBody)
                .recover(_ -> done
                        ? Future.failedFuture("the client left")
                        : connect(fresh).compose(this::sendWithoutBody))
                .onSuccess(this::answer)
                .onFailure(_ -> fail());
    }

    private boolean hasBody() {
        return request.headers().contains("Transfer-Encoding")
                || !"0"
                        .equals(
                                request.headers().contains("Content-Length")
                                        ? request.getHeader("Content-Length")
                                        : "0");
    }

    private Future<HttpClientRequest> connect(HttpClient client) {
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(origin.port())
                .setMethod(request.method())
                .setURI(target.uri());
        return client.request(options).map(out -> {
            Headers.copy(request.headers(), out.headers());
            Headers.forwarded(request, target, out.headers());
            out.exceptionHandler(_ -> {}); // also told by the futures, which is where it is handled
            sent = out;
            return out;
        });
    }

    private Future<HttpClientResponse> sendWithoutBody(HttpClientRequest out) {
        return out.send().map(Exchange::paused);
    }

    private Future<HttpClientResponse> sendWithBody(HttpClientRequest out) {
        if (!hasBody()) {
            request.resume();
            return sendWithoutBody(out);
        }
        return out.send(request).map(Exchange::paused);
    }

    private static HttpClientResponse paused(HttpClientResponse in) {
        in.pause();
        return in;
    }

    private void answer(HttpClientResponse in) {
        if (done) {
            in.request().reset();
            return;
        }
        response.setStatusCode(in.statusCode()).setStatusMessage(in.statusMessage());
        Headers.copy(in.headers(), response.headers());
        response.headers().getAll("Location").stream().findFirst().ifPresent(location -> response.headers()
                .set("Location", target.relocated(location)));
        boolean bodyless = HttpMethod.HEAD.equals(request.method()) || in.statusCode() == 204 || in.statusCode() == 304;
        if (!bodyless && !response.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        in.pipe().endOnFailure(false).to(response).onSuccess(_ -> release()).onFailure(_ -> fail());
    }

    private Future<HttpClientResponse> handshake(HttpClientRequest out) {
        Headers.upgrade(request.headers(), out.headers());
        return out.connect();
    }

    private void upgrade(HttpClientResponse in) {
        if (in.statusCode() != 101) {
            request.resume();
            answer(paused(in));
            return;
        }
        response.setStatusCode(101);
        Headers.copy(in.headers(), response.headers());
        Headers.upgrade(in.headers(), response.headers());
        NetSocket provider = in.netSocket().pause();
        request.toNetSocket().onFailure(_ -> provider.close()).onSuccess(client -> join(client.pause(), provider));
    }

    private void join(NetSocket client, NetSocket provider) {
        client.pipeTo(provider).onComplete(_ -> provider.close());
        provider.pipeTo(client).onComplete(_ -> {
            client.close();
            release();
        });
    }

    private void fail() {
        request.resume();
        Problem.provider_unreachable.answer(response);
        release();
    }

    private void abandon() {
        if (!done && sent != null && !response.ended()) {
            sent.reset();
        }
        release();
    }

    private void release() {
        if (!done) {
            done = true;
            origin.release();
        }
    }
}
