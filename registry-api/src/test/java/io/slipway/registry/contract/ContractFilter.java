package io.slipway.registry.contract;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.slipway.apicheck.Answer;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.Asked;

/** Compares each answer of the API that a test gets with the API's own description. */
final class ContractFilter implements Filter {
    private static final Map<Integer, ApiContract> BY_PORT = new ConcurrentHashMap<>();

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        URI uri = URI.create(request.getURI());
        if (uri.getPort() == RestAssured.port && isPublic(uri.getRawPath())) {
            contract().check(new Answer(asked(request, uri), response.statusCode(), headers(response), text(response)));
        }
        return response;
    }

    /** The description of the server that the running test talks to. */
    static ApiContract contract() {
        return BY_PORT.computeIfAbsent(
                RestAssured.port,
                _ -> ApiContract.parse(RestAssured.given()
                        .accept("application/json")
                        .get("/openapi")
                        .asString()));
    }

    private static Asked asked(FilterableRequestSpecification request, URI uri) {
        return Asked.of(request.getMethod(), uri, values(request.getHeaders()));
    }

    private static Map<String, String> headers(Response response) {
        return values(response.getHeaders());
    }

    /** What comes many times is one value (RFC 9110, section 5.3). */
    private static Map<String, String> values(Headers headers) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                header -> values.merge(header.getName(), header.getValue(), (one, other) -> one + ", " + other));
        return values;
    }

    static boolean isPublic(String path) {
        return !path.startsWith("/internal/") && !path.equals("/openapi");
    }

    private static String text(Response response) {
        return response.asString();
    }
}
