package io.slipway.registry.idempotency;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CurrentCaller;
import io.vertx.core.http.HttpServerRequest;

/** Reads the key of the request at hand. */
@ApplicationScoped
public class KeyedRequests {
    private final CurrentVertxRequest http;
    private final CurrentBody body;
    private final CurrentCaller caller;

    KeyedRequests(CurrentVertxRequest http, CurrentBody body, CurrentCaller caller) {
        this.http = http;
        this.body = body;
        this.caller = caller;
    }

    /** Null without a key. @throws io.slipway.registry.problem.ProblemException 400 for a malformed one */
    KeyedRequest current() {
        return keyed(body.fingerprint());
    }

    /**
     * For uploads, before they are read.
     *
     * @throws io.slipway.registry.problem.ProblemException 400 for a malformed key
     */
    public void mustBeWellFormed() {
        current();
    }

    /**
     * For forms, whose bytes differ each time they are sent. To be called while the request's own thread works for it.
     *
     * @param file SHA-256 of the file in it
     * @param fields the text parts by name
     */
    public KeyedRequest ofForm(String file, Map<String, String> fields) {
        return keyed(Fingerprints.of(file, new TreeMap<>(fields).toString()));
    }

    private KeyedRequest keyed(String content) {
        HttpServerRequest request = http.getCurrent().request();
        String header = request.getHeader(IdempotencyKeyRules.HEADER);
        if (header == null) {
            return null;
        }
        Caller who = caller.get();
        return new KeyedRequest(
                who.organization(),
                who.actor(),
                IdempotencyKeyRules.parse(header),
                Fingerprints.of(request.method().name(), request.uri(), content));
    }
}
