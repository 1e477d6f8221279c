package io.slipway.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;

/** Who may do what: the routes for organizations, members and tokens, for the organization of the token at hand. */
public final class IdentityApi {
    private final ApiClient client;

    public IdentityApi(ApiClient client) {
        this.client = client;
    }

    public JsonNode me() {
        return client.get("/organizations/me");
    }

    public JsonNode createOrganization(String name) {
        return client.post("/organizations", Json.object().put("name", name));
    }

    /** The first organization of a registry, by the operator's secret. */
    public JsonNode bootstrap(String secret, String name, String owner) {
        ObjectNode request = Json.object().put("secret", secret).put("name", name);
        return client.postWithoutKey("/auth/bootstrap", request.put("owner_name", owner));
    }

    public JsonNode organizations() {
        return client.all("/organizations");
    }

    public JsonNode members() {
        return client.all(own() + "/members");
    }

    /** @param who {user_id} or {name} */
    public JsonNode addMember(ObjectNode who, String role) {
        return client.post(own() + "/members", who.put("role", role));
    }

    public JsonNode setRole(String user, String role) {
        return client.send(
                "PATCH", own() + "/members/" + encoded(user), Json.object().put("role", role));
    }

    public void removeMember(String user) {
        client.delete(own() + "/members/" + encoded(user));
    }

    public JsonNode createToken(ObjectNode request) {
        return client.post(own() + "/tokens", request);
    }

    public JsonNode tokens() {
        return client.all(own() + "/tokens");
    }

    public void revokeToken(String id) {
        client.delete(own() + "/tokens/" + encoded(id));
    }

    private String own() {
        return "/organizations/" + encoded(Json.text(me(), "name"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
