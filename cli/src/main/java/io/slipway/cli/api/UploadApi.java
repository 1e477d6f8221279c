package io.slipway.cli.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;

/** Packages by signed URLs, which may lead to another server than the registry: it is not sent the token. */
public final class UploadApi {
    private final ApiClient client;

    public UploadApi(ApiClient client) {
        this.client = client;
    }

    /**
     * What is to be uploaded.
     *
     * @param base the version that it was made from; null for none
     */
    public record Upload(ProviderName provider, String version, String sha256, long bytes, String base) {}

    /** Asks, uploads and confirms. @return the version that it became, or that there was of this source */
    public JsonNode publish(Upload upload, Path archive) {
        JsonNode answer =
                client.post(path(upload) + "/upload-url", described(upload).put("base_version_id", upload.base()));
        if (answer.path("duplicate").asBoolean()) {
            return answer.path("version");
        }
        JsonNode target = answer.path("package");
        Map<String, String> headers = new HashMap<>();
        target.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        client.put(URI.create(Json.text(target, "url")), headers, archive);
        ObjectNode confirmation = described(upload).put("storage_path", Json.text(target, "storage_path"));
        return client.post(path(upload) + "/confirm", confirmation);
    }

    /** A version's package: {@code file_name}, {@code sha256} and {@code url}. */
    public JsonNode describe(ProviderName provider, String version) {
        return client.get(VersionApi.path(provider, version) + "/download?redirect=false")
                .path("package");
    }

    /** @param described the package, as {@link #describe} has it */
    public void download(JsonNode described, Path file) {
        client.fetch(URI.create(Json.text(described, "url")), file);
    }

    private static ObjectNode described(Upload upload) {
        return Json.object()
                .put("version", upload.version())
                .put("source_hash", upload.sha256())
                .put("file_size_bytes", upload.bytes());
    }

    private static String path(Upload upload) {
        return "/providers/" + upload.provider() + "/versions";
    }
}
