package io.slipway.registry.description;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import static java.util.Map.entry;

/**
 * The headers that answers carry, each described once; an answer refers to it. Required is what every such answer has, so
 * that the check of each answer in the tests misses it.
 */
final class AnswerHeaders {
    /** Counted, whatever became of them. Others may have been refused before anybody knew whose they are. */
    private static final Set<String> COUNTED = Set.of("200", "201", "202", "204", "302", "304", "401", "403", "429");

    private static final Set<String> PASSING = Set.of("429", "503");
    private static final String JSON = "application/json";
    private static final String ID = "[A-Za-z0-9._~+/=:-]{1,128}";
    private static final String POLICY = "\"[a-z-]+\";q=\\d+;w=\\d+";
    private static final String LEFT = "\"[a-z-]+\";r=\\d+;t=\\d+";
    private static final String TAG = "\"[^\"]+\"";

    AnswerHeaders(OpenAPI api) {
        components().forEach((name, header) -> api.getComponents()
                .addHeader(name, header.required(!name.startsWith("Optional"))));
        api.getComponents()
                .getResponses()
                .forEach((name, refusal) -> describe(name.substring(name.length() - 3), refusal));
    }

    void describe(Operations operations) {
        operations.forEach(route -> route.responses().forEach((status, answer) -> {
            if (!Refusals.isRefusal(status)) {
                describe(status, answer);
                describe(route, status, answer);
            }
        }));
    }

    /** In an order that every build has. */
    private static Map<String, Header> components() {
        String retry = "Seconds to wait before the next attempt";
        String tag = "Of exactly this, for If-Match and If-None-Match (RFC 9110, section 8.8.3)";
        return new TreeMap<>(Map.ofEntries(
                entry("X-Request-Id", header("The request's id: the sender's own, or one made here", ID)),
                entry("Vary", header("What of the request an answer depends on, for caches", ".+")),
                entry("RateLimit-Policy", header("How many requests (q) in how many seconds (w)", POLICY)),
                entry("RateLimit", header("How many are left (r), and in how many seconds all are back (t)", LEFT)),
                entry("Retry-After", header(retry, "\\d+")),
                entry("OptionalRetry-After", header(retry, "\\d+")),
                entry("WWW-Authenticate", header("RFC 9110, section 11.6.1", "Bearer")),
                entry("ETag", header(tag, TAG)),
                entry("OptionalETag", header(tag, TAG)),
                entry(
                        "Link",
                        header("RFC 8288: the first page, and where there are such next and prev", "<.+>; rel=.+")),
                entry(
                        "OptionalIdempotency-Replayed",
                        header("That this is the answer to an earlier request with the same key", "true"))));
    }

    /** What follows from the status alone. */
    private static void describe(String status, APIResponse answer) {
        answer.addHeader("X-Request-Id", reference("X-Request-Id"));
        answer.addHeader("Vary", reference("Vary"));
        if (COUNTED.contains(status)) {
            answer.addHeader("RateLimit", reference("RateLimit"));
            answer.addHeader("RateLimit-Policy", reference("RateLimit-Policy"));
        }
        if (status.equals("401")) {
            answer.addHeader("WWW-Authenticate", reference("WWW-Authenticate"));
        }
        if (PASSING.contains(status)) {
            answer.addHeader("Retry-After", reference("Retry-After"));
        }
        if (status.equals("409")) {
            answer.addHeader("Retry-After", reference("OptionalRetry-After"));
        }
        if (status.equals("302")) {
            answer.addHeader("Location", header("Where to go instead", ".+").required(true));
        }
        if (status.equals("304")) {
            answer.addHeader("ETag", reference("ETag"));
        }
    }

    private static void describe(Operations.Route route, String status, APIResponse answer) {
        boolean json = answer.getContent() != null
                && answer.getContent().getMediaTypes().containsKey(JSON);
        if (route.method() == HttpMethod.GET && status.equals("200") && json) {
            boolean only = answer.getContent().getMediaTypes().size() == 1;
            answer.addHeader("ETag", reference(only ? "ETag" : "OptionalETag"));
            if (takes(route, "cursor")) {
                answer.addHeader("Link", reference("Link"));
            }
        }
        if (route.method() != HttpMethod.GET && json && takes(route, "If-Match")) {
            answer.addHeader("ETag", reference("OptionalETag"));
        }
        if (takes(route, IdempotencyKeys.HEADER)) {
            answer.addHeader("Idempotency-Replayed", reference("OptionalIdempotency-Replayed"));
        }
    }

    private static boolean takes(Operations.Route route, String parameter) {
        return route.parameters().stream().anyMatch(one -> parameter.equals(one.getName()));
    }

    private static Header reference(String component) {
        return OASFactory.createHeader().ref(component);
    }

    private static Header header(String description, String pattern) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema()
                        .type(List.of(Schema.SchemaType.STRING))
                        .pattern("^" + pattern + "$"));
    }
}
