package io.slipway.registry.idempotency;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.Scope;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the key of the request at hand. */
@ApplicationScoped
public class KeyedRequests {
    private final CurrentVertxRequest http;
    private final CurrentBody body;
    private final CurrentCaller caller;
    private final byte[] key;

    KeyedRequests(
            CurrentVertxRequest http,
            CurrentBody body,
            CurrentCaller caller,
            @ConfigProperty(name = "slipway.internal.token") String token) {
        this.http = http;
        this.body = body;
        this.caller = caller;
        this.key = Fingerprints.key(token);
    }

    /** Null without a key. @throws io.slipway.registry.problem.ProblemException 400 for a malformed one */
    public KeyedRequest current() {
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
        Stream<String> texts =
                new TreeMap<>(fields).entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue()));
        return keyed(Fingerprints.of(Stream.concat(Stream.of(file), texts).toArray(String[]::new)));
    }

    private static String rights(Caller who) {
        return who.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
    }

    private KeyedRequest keyed(String content) {
        HttpServerRequest request = http.getCurrent().request();
        List<String> headers = request.headers().getAll(IdempotencyKeyRules.HEADER);
        if (headers.isEmpty()) {
            return null;
        }
        Caller who = caller.get();
        return new KeyedRequest(
                who.organization(),
                who.actor(),
                IdempotencyKeyRules.parse(headers),
                Fingerprints.keyed(
                        key,
                        request.method().name(),
                        request.uri(),
                        Objects.requireNonNullElse(who.provider(), "any provider"),
                        // Another token of the same user may do less: it gets nothing that was given for this one.
                        rights(who),
                        content));
    }
}
