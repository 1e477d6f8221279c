package io.slipway.cli.api;

import java.net.URI;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** Releases as documents. */
public final class ReleaseApi {
    private static final String CATALOG = "/api/v1/catalog";
    private static final int PREFIX = 4;

    private final ApiClient client;

    public ReleaseApi(ApiClient client) {
        this.client = client;
    }

    /** What import takes; its URLs are signed. */
    public JsonNode export(ProviderName provider, String version) {
        return client.get(CATALOG + "/releases/" + catalogId(provider, version) + "/export");
    }

    /** That of a release without a version is in the list only. */
    private String catalogId(ProviderName provider, String version) {
        try {
            JsonNode found = client.get("/providers/" + provider + "/versions/" + ApiClient.encoded(version));
            return "rel_" + Json.text(found, "id").substring(PREFIX);
        } catch (CliFailure e) {
            if (e.exitCode() != ExitCode.NOT_FOUND) {
                throw e;
            }
            for (JsonNode release : client.all(project(provider)).path("items")) {
                if (Json.text(release, "version").equals(version)) {
                    return Json.text(release, "catalogId");
                }
            }
            throw e;
        }
    }

    /** From a signed URL. */
    public void fetch(String url, Path file) {
        client.fetch(URI.create(url), file);
    }

    public void putArtifact(ProviderName provider, String sha256, Path file) {
        client.putFile(project(provider) + "/artifacts/" + sha256, file);
    }

    /** The answer when it has ended within half a minute, else the import. */
    public JsonNode importRelease(ProviderName provider, JsonNode document) {
        return client.post(project(provider) + "/import", document);
    }

    public JsonNode operation(String id) {
        return client.get(CATALOG + "/imports/" + ApiClient.encoded(id));
    }

    public JsonNode release(String catalogId) {
        return client.post(CATALOG + "/releases/" + catalogId + "/release", Json.object());
    }

    private static String project(ProviderName provider) {
        return CATALOG + "/releases/project/" + ApiClient.encoded(provider.toString());
    }
}
