package io.slipway.orchestrator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.EventJson;
import io.slipway.testing.Scratch;
import org.eclipse.microprofile.config.Config;

/** What stands around the service: registry-api, and the OCI registry that it pushes to. */
class Peers {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String registryApi;
    private final String oci;
    private final String username;
    private final String password;

    Peers(Config config) {
        registryApi = config.getValue("slipway.registry-api.url", String.class);
        oci = config.getValue("slipway.oci.registry", String.class);
        // Empty for a registry that asks for no login; it ignores the one that is sent here all the same.
        username = config.getOptionalValue("slipway.oci.username", String.class).orElse("");
        password = config.getOptionalValue("slipway.oci.password", String.class).orElse("");
    }

    void hold(Packages source) {
        put("/test/sources/" + source.sha256(), source.bytes());
    }

    void giveLogin(String versionId, String registry, String username, String password) {
        put(
                "/test/logins/" + versionId,
                EventJson.write(Map.of("registry", registry, "username", username, "password", password))
                        .getBytes(StandardCharsets.UTF_8));
    }

    void showVersions(List<VersionState> versions) {
        Map<String, Object> page = new HashMap<>();
        page.put("items", versions);
        page.put("next", null);
        put("/test/versions", EventJson.write(page).getBytes(StandardCharsets.UTF_8));
    }

    /** {@code oci/shut}, {@code oci/open}, {@code registry-api/away}, {@code …/stalls} or {@code …/back} */
    void arrange(String what) {
        put("/test/" + what, new byte[0]);
    }

    /** The manifest of {@code repository@sha256:…}. */
    JsonNode manifest(String image) {
        int at = image.indexOf('@');
        return json("/v2/" + image.substring(0, at) + "/manifests/" + image.substring(at + 1));
    }

    /** The image's configuration, as its manifest names it. */
    JsonNode configuration(String image) {
        String digest = manifest(image).at("/config/digest").asText();
        return json("/v2/" + image.substring(0, image.indexOf('@')) + "/blobs/" + digest);
    }

    /** A base image with one file; {@code repository@sha256:…} */
    String pushBase(String text) throws Exception {
        System.setProperty("sendCredentialsOverHttp", "true");
        Path directory = Scratch.directory("base");
        Path file = Files.writeString(directory.resolve("base.txt"), text);
        JibContainer pushed = Jib.fromScratch()
                .addLayer(List.of(file), AbsoluteUnixPath.get("/"))
                .addEnvironmentVariable("PATH", "/bin")
                .containerize(Containerizer.to(RegistryImage.named(oci + "/runtimes/java25:test")
                                .addCredential(username, password))
                        .setAllowInsecureRegistries(true)
                        .setApplicationLayersCache(directory.resolve("layers"))
                        .setBaseImageLayersCache(directory.resolve("base")));
        return "runtimes/java25@" + pushed.getDigest();
    }

    private JsonNode json(String path) {
        String pair = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create("http://" + oci + path))
                .header("Authorization", "Basic " + pair)
                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                .build());
    }

    private void put(String path, byte[] body) {
        send(HttpRequest.newBuilder(URI.create(registryApi + path))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " answered " + response.statusCode());
            }
            return EventJson.mapper().readTree(response.body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
