package io.slipway.registry.contract;

import java.net.http.HttpResponse;

import io.restassured.RestAssured;

/** For tests that use Java's own client: what {@link ContractFilter} does for the others. */
public final class Answers {
    private Answers() {}

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.request().method(),
                response.uri().getRawPath(),
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    /** Hands it through when it is as the API describes it. */
    public static HttpResponse<String> checked(HttpResponse<String> response) {
        if (response.uri().getPort() == RestAssured.port) {
            ContractFilter.contract().check(of(response));
        }
        return response;
    }
}
