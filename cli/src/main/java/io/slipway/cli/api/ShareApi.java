package io.slipway.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** The routes by which publishers say who else sees a provider. */
public final class ShareApi {
    /** How users' ids begin; no organization's name does. */
    private static final String USER = "usr_";

    private final ApiClient client;

    public ShareApi(ApiClient client) {
        this.client = client;
    }

    /** @param with an organization's name or a user's id */
    public JsonNode share(ProviderName provider, String with) {
        return client.post(path(provider), Json.object().put(field(with), with));
    }

    /** @param with an organization's name or a user's id */
    public void unshare(ProviderName provider, String with) {
        client.delete(path(provider) + "?" + field(with) + "=" + ApiClient.encoded(with));
    }

    public JsonNode shares(ProviderName provider) {
        return client.all(path(provider));
    }

    private static String field(String with) {
        return with.startsWith(USER) ? "user_id" : "organization";
    }

    private static String path(ProviderName provider) {
        return "/providers/" + provider + "/shares";
    }
}
