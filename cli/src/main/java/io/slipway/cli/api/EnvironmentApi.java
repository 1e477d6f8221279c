package io.slipway.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

/** The environments of the organization of the token at hand. */
public final class EnvironmentApi {
    private final ApiClient client;

    public EnvironmentApi(ApiClient client) {
        this.client = client;
    }

    public JsonNode list() {
        return client.all(own());
    }

    public JsonNode create(String name) {
        return client.post(own(), Json.object().put("name", name));
    }

    public void delete(String name) {
        client.delete(own() + "/" + encoded(name));
    }

    private String own() {
        return "/organizations/" + encoded(Json.text(client.get("/organizations/me"), "name")) + "/environments";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
