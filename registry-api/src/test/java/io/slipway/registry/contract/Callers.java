package io.slipway.registry.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.registry.support.Api;
import io.slipway.registry.support.Tokens;

import static org.awaitility.Awaitility.await;

/** An organization with every kind of token. */
final class Callers {
    static final String ORGANIZATION = "matrix";
    static final String PROVIDER = "hello";
    static final List<String> SCOPES = List.of("read", "publish", "install", "admin");
    static final List<String> ROLES = List.of("owner", "publisher", "operator", "viewer");

    private final String owner = Api.as(Tokens.ACME)
            .contentType("application/json")
            .body(Map.of("name", ORGANIZATION))
            .post("/organizations")
            .then()
            .statusCode(201)
            .extract()
            .path("token");

    String owner() {
        return owner;
    }

    /** One that was good, and no longer is. */
    String expired() {
        String token = token(
                Map.of("expires_at", Instant.now().plus(Duration.ofSeconds(2)).toString()));
        await().until(() -> Api.as(token).get("/organizations/me").statusCode() == 401);
        return token;
    }

    String revoked() {
        Map<String, Object> created = create(Map.of());
        Api.as(owner)
                .delete("/organizations/" + ORGANIZATION + "/tokens/" + created.get("id"))
                .then()
                .statusCode(204);
        return (String) created.get("token");
    }

    String without(String scope) {
        List<String> others = new ArrayList<>(SCOPES);
        others.remove(scope);
        return token(Map.of("scopes", others));
    }

    String withOnly(String scope) {
        return token(Map.of("scopes", List.of(scope)));
    }

    String restrictedTo(String provider) {
        return token(Map.of("provider", ORGANIZATION + "/" + provider));
    }

    /** With all scopes, from the time when its user was an owner: the role alone decides. */
    String ofRole(String role) {
        String members = "/organizations/" + ORGANIZATION + "/members";
        String user = Api.as(owner)
                .contentType("application/json")
                .body(Map.of("name", role, "role", "owner"))
                .post(members)
                .then()
                .statusCode(201)
                .extract()
                .path("user_id");
        String token = token(Map.of("user_id", user));
        Api.as(owner)
                .contentType("application/json")
                .body(Map.of("role", role))
                .patch(members + "/" + user)
                .then()
                .statusCode(200);
        return token;
    }

    private String token(Map<String, Object> settings) {
        return (String) create(settings).get("token");
    }

    private Map<String, Object> create(Map<String, Object> settings) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "matrix", "scopes", SCOPES));
        body.putAll(settings);
        return Api.as(owner)
                .contentType("application/json")
                .body(body)
                .post("/organizations/" + ORGANIZATION + "/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("$");
    }
}
