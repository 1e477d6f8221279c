package io.slipway.cli.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;

/** Custom providers: the providers of the token's organization. */
public final class CustomApi {
    private final ApiClient client;

    public CustomApi(ApiClient client) {
        this.client = client;
    }

    public JsonNode list() {
        return client.all("/custom-providers");
    }

    public JsonNode create(ObjectNode request) {
        return client.post("/custom-providers", request);
    }

    /** By its id, {@code cpr_…}, or its name. @throws CliFailure when there is none */
    public JsonNode find(String idOrName) {
        if (idOrName.startsWith("cpr_")) {
            return client.get("/custom-providers/" + ApiClient.encoded(idOrName));
        }
        for (JsonNode one : list().path("items")) {
            if (Json.text(one, "name").equals(idOrName)
                    || Json.text(one, "provider_name").equals(idOrName)) {
                return one;
            }
        }
        throw new CliFailure(
                ExitCode.NOT_FOUND,
                "not_found",
                "There is no custom provider " + idOrName + ".",
                "'slipway custom list' shows those that there are.");
    }

    /** @param id {@code cpr_…}. @param what versions, environments, deployments or commits, with filters if any */
    public JsonNode all(String id, String what) {
        return client.all("/custom-providers/" + ApiClient.encoded(id) + "/" + what);
    }

    /** @param what versions/cpv_… and the like */
    public JsonNode get(String id, String what) {
        return client.get("/custom-providers/" + ApiClient.encoded(id) + "/" + what);
    }

    /** @param what versions, environments, deployments or commits */
    public JsonNode post(String id, String what, ObjectNode request) {
        return client.post("/custom-providers/" + ApiClient.encoded(id) + "/" + what, request);
    }

    /** Uploads a package by a signed URL. @return what a version is made from; it is uploaded whether or not it is known */
    public ObjectNode upload(String provider, String version, String sha256, long bytes, Path archive) {
        ObjectNode wanted = Json.object()
                .put("version", version)
                .put("source_hash", sha256)
                .put("file_size_bytes", bytes)
                .put("force", true);
        JsonNode target = client.post("/providers/" + provider + "/versions/upload-url", wanted)
                .path("package");
        Map<String, String> headers = new HashMap<>();
        target.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        client.put(URI.create(Json.text(target, "url")), headers, archive);
        return Json.object()
                .put("type", "source")
                .put("storage_path", Json.text(target, "storage_path"))
                .put("source_hash", sha256);
    }
}
