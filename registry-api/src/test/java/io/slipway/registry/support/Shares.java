package io.slipway.registry.support;

import java.util.List;
import java.util.Map;

import io.restassured.response.ValidatableResponse;

/** Who sees what, changed and asked as users do. */
public final class Shares {
    private Shares() {}

    public static ValidatableResponse visibility(String token, String provider, String visibility) {
        return Api.as(token)
                .contentType("application/json")
                .body(Map.of("visibility", visibility))
                .patch("/providers/" + provider)
                .then();
    }

    /** @param field organization or user_id */
    public static ValidatableResponse share(String token, String provider, String field, String with) {
        return Api.as(token)
                .contentType("application/json")
                .body(Map.of(field, with))
                .post("/providers/" + provider + "/shares")
                .then();
    }

    public static ValidatableResponse unshare(String token, String provider, String field, String with) {
        return Api.as(token)
                .queryParam(field, with)
                .delete("/providers/" + provider + "/shares")
                .then();
    }

    private static List<String> scopes(String role) {
        return switch (role) {
            case "viewer" -> List.of("read");
            case "operator" -> List.of("read", "install");
            case "publisher" -> List.of("read", "publish");
            default -> List.of("read", "publish", "install", "admin");
        };
    }

    /** A new member of the organization with this role, and a token of it with all scopes of the role. */
    public static Person person(Tenants.Founded organization, String name, String role) {
        String user = Tenants.addMember(organization, name, role);
        String token = Api.as(organization.token())
                .contentType("application/json")
                .body(Map.of("name", name, "scopes", scopes(role), "user_id", user))
                .post("/organizations/" + organization.name() + "/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        return new Person(user, token);
    }

    /** A user with a token. */
    public record Person(String user, String token) {}
}
