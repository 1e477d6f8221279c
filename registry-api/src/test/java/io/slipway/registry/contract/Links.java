package io.slipway.registry.contract;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.restassured.response.Response;

/** The header {@code Link} (RFC 8288) of an answer: addresses by relation. */
record Links(Map<String, String> byRelation) {
    private static final Pattern LINK = Pattern.compile("<([^>]*)>; rel=\"([a-z]+)\"(?:, |$)");

    static Links of(Response answer) {
        return new Links(LINK.matcher(answer.header("Link"))
                .results()
                .collect(Collectors.toMap(link -> link.group(2), (MatchResult link) -> link.group(1))));
    }

    /** Null when there is none. */
    String get(String relation) {
        return byRelation.get(relation);
    }
}
