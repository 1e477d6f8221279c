package io.slipway.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** The routes by which publishers change a version that is there. */
public final class VersionApi {
    private final ApiClient client;

    public VersionApi(ApiClient client) {
        this.client = client;
    }

    /** @param action retry, cancel or unyank */
    public JsonNode act(ProviderName provider, String version, String action) {
        return client.post(path(provider, version) + "/" + action, Json.object());
    }

    public JsonNode yank(ProviderName provider, String version, String reason, String level) {
        ObjectNode request = Json.object().put("reason", reason).put("level", level);
        return client.post(path(provider, version) + "/yank", request);
    }

    /** @param message null lifts the deprecation. @param successor null for none */
    public JsonNode deprecate(ProviderName provider, String version, String message, String successor) {
        ObjectNode request = Json.object().put("message", message).put("successor", successor);
        return client.post(path(provider, version) + "/deprecate", request);
    }

    public JsonNode activate(ProviderName provider, String version) {
        return client.send("PUT", path(provider, "active"), Json.object().put("versionId", version));
    }

    public void delete(ProviderName provider, String version) {
        client.delete(path(provider, version));
    }

    static String path(ProviderName provider, String version) {
        return "/providers/" + provider + "/versions/" + URLEncoder.encode(version, StandardCharsets.UTF_8);
    }
}
