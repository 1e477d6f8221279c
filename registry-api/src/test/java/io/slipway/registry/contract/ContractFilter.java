package io.slipway.registry.contract;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/** Compares each answer of the API that a test gets with the API's own description. */
final class ContractFilter implements Filter {
    private static final Map<Integer, ApiContract> BY_PORT = new ConcurrentHashMap<>();

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        URI uri = URI.create(request.getURI());
        if (uri.getPort() == RestAssured.port && isPublic(uri.getRawPath())) {
            contract()
                    .check(new Answer(
                            request.getMethod(),
                            uri.getRawPath(),
                            response.statusCode(),
                            response.contentType(),
                            text(response)));
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

    private static boolean isPublic(String path) {
        return !path.startsWith("/internal/") && !path.equals("/openapi");
    }

    private static String text(Response response) {
        return response.asString();
    }
}
