package io.slipway.cli.api;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** The routes of registry-api that the command line uses, for one organization. */
public final class SlipwayApi {
    private static final String DEFAULT = "default";

    private final ApiClient client;
    private final String environment;

    public SlipwayApi(ApiClient client) {
        this(client, DEFAULT);
    }

    private SlipwayApi(ApiClient client, String environment) {
        this.client = client;
        this.environment = environment;
    }

    /** The same for installations in this environment. */
    public SlipwayApi in(String other) {
        return new SlipwayApi(client, other);
    }

    public String environment() {
        return environment;
    }

    public JsonNode publish(ProviderName provider, String version, Path archive, String changelog) {
        Multipart form = new Multipart().field("version", version).file("code", archive);
        if (!changelog.isEmpty()) {
            form.field("changelog", changelog);
        }
        return client.upload("/providers/" + provider + "/publish", form.contentType(), form.body());
    }

    /** @param query words to search for, null for none. @param scope null for all. @param tags all needed */
    public JsonNode providers(String query, String scope, List<String> tags) {
        List<String> filters = new ArrayList<>();
        if (query != null) {
            filters.add("q=" + encoded(query));
        }
        if (scope != null) {
            filters.add("scope=" + encoded(scope));
        }
        tags.forEach(tag -> filters.add("tags=" + encoded(tag)));
        return client.all("/providers" + (filters.isEmpty() ? "" : "?" + String.join("&", filters)));
    }

    public JsonNode versions(ProviderName provider) {
        return client.all("/providers/" + provider + "/versions");
    }

    /** One version; {@code latest} may stand for it. */
    public JsonNode version(ProviderName provider, String version) {
        return client.get("/providers/" + provider + "/versions/" + encoded(version));
    }

    /** Gives the build log's lines as they come and returns when it is complete or the connection ends. */
    public void followBuildLog(ProviderName provider, String version, Consumer<String> lines) {
        try {
            String path = "/providers/" + provider + "/versions/" + encoded(version) + "/logs";
            BuildLog.follow(client.events(path), lines);
        } catch (UncheckedIOException e) {
            lines.accept("(the build log broke off: " + e.getMessage() + ")");
        }
    }

    public JsonNode install(ObjectNode request) {
        return client.post(
                "/providers/install", environment.equals(DEFAULT) ? request : request.put("environment", environment));
    }

    /** What {@link #install} would come to. */
    public JsonNode dryInstall(ObjectNode request) {
        return client.post(
                dry("/providers/install"),
                environment.equals(DEFAULT) ? request : request.put("environment", environment));
    }

    /** @param environments empty for all */
    public JsonNode installed(List<String> environments) {
        String filter = environments.stream()
                .map(name -> "environment=" + encoded(name))
                .collect(Collectors.joining("&"));
        return client.all("/providers/installed" + (filter.isEmpty() ? "" : "?" + filter));
    }

    public JsonNode installation(ProviderName provider) {
        return client.get(installed(provider, ""));
    }

    public JsonNode deployment(ProviderName provider) {
        return client.get(installed(provider, "/deployment"));
    }

    public JsonNode change(ProviderName provider, ObjectNode patch) {
        return client.send("PATCH", installed(provider, ""), patch);
    }

    /** To {@code version}, or to the latest when it is empty. */
    /** @param to {@code version}, the latest without one, and a merge patch of the {@code config} */
    public JsonNode upgrade(ProviderName provider, JsonNode to) {
        return client.post(installed(provider, "/upgrade"), to);
    }

    /** What {@link #upgrade} would come to. */
    public JsonNode dryUpgrade(ProviderName provider, JsonNode to) {
        return client.post(dry(installed(provider, "/upgrade")), to);
    }

    public JsonNode downgrade(ProviderName provider, JsonNode to) {
        return client.post(installed(provider, "/downgrade"), to);
    }

    /** Every rollout, newest first. */
    public JsonNode history(ProviderName provider) {
        return client.all(installed(provider, "/history"));
    }

    /** @param rollout one of the past, empty for now */
    public JsonNode explanation(ProviderName provider, String rollout) {
        return client.get(with(installed(provider, "/explain"), "rollout", rollout));
    }

    /** To {@code version}, or to the last good revision before the one that serves when it is empty. */
    public JsonNode rollback(ProviderName provider, String version) {
        return client.post(installed(provider, "/rollback"), versionOrNothing(version));
    }

    public JsonNode releaseHold(ProviderName provider) {
        return client.post(installed(provider, "/release-hold"), Json.object());
    }

    /** @param force also while others require it */
    public JsonNode uninstall(ProviderName provider, boolean withData, boolean force) {
        List<String> flags = new ArrayList<>();
        if (withData) {
            flags.add("cascade=true");
        }
        if (force) {
            flags.add("force=true");
        }
        String path = installed(provider, "");
        String flag = String.join("&", flags);
        return client.delete(flag.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + flag);
    }

    /** @param request {to, include, config} */
    public JsonNode promote(ProviderName provider, ObjectNode request) {
        return client.post(installed(provider, "/promote"), request);
    }

    public JsonNode resync() {
        return client.post("/ops/resync", Json.object());
    }

    private static String dry(String path) {
        return with(path, "dry_run", "true");
    }

    /** Without the parameter when its value is empty. */
    private static String with(String path, String name, String value) {
        return value.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + name + "=" + encoded(value);
    }

    private String installed(ProviderName provider, String action) {
        String path = "/providers/installed/" + provider + action;
        return environment.equals(DEFAULT) ? path : path + "?environment=" + encoded(environment);
    }

    private static ObjectNode versionOrNothing(String version) {
        return version.isEmpty() ? Json.object() : Json.object().put("version", version);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
