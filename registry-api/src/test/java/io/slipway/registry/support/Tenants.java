package io.slipway.registry.support;

import java.util.Map;

import io.restassured.response.Response;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

/** Organizations of a test's own. */
public final class Tenants {
    private Tenants() {}

    /** @param token of the owner {@code user}, with all scopes */
    public record Founded(String name, String user, String token) {}

    public static Founded found(String name) {
        Response founded = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("name", name))
                .post("/organizations");
        founded.then().statusCode(201).body("organization.name", equalTo(name));
        return new Founded(name, founded.path("owner.user_id"), founded.path("token"));
    }

    /** Makes the environment unless it is there. */
    public static void environment(String token, String name) {
        String organization = Api.as(token).get("/organizations/me").path("name");
        Api.as(token)
                .contentType("application/json")
                .body(Map.of("name", name))
                .post("/organizations/" + organization + "/environments")
                .then()
                .statusCode(oneOf(201, 409));
    }

    /** @return the new user's id */
    public static String addMember(Founded organization, String name, String role) {
        return Api.as(organization.token())
                .contentType("application/json")
                .body(Map.of("name", name, "role", role))
                .post("/organizations/" + organization.name() + "/members")
                .then()
                .statusCode(201)
                .extract()
                .path("user_id");
    }
}
