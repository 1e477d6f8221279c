package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;

import static org.eclipse.microprofile.config.ConfigProvider.getConfig;
import static org.hamcrest.Matchers.equalTo;

/** Documents of releases, and a server that has their artifacts. */
public final class Imports {
    private Imports() {}

    /** Anybody may fetch it from now on. */
    public static String serve(String name, byte[] bytes) {
        Api.peerAnswers("/open/artifacts/" + name, bytes);
        return getConfig().getValue("slipway.build-orchestrator.url", String.class) + "/open/artifacts/" + name;
    }

    public static Map<String, Object> artifact(String name, byte[] bytes, String url) {
        Map<String, Object> artifact = new LinkedHashMap<>();
        artifact.put("name", name);
        artifact.put("platform", "linux");
        artifact.put("size", bytes.length);
        artifact.put("sha256", Packages.sha256(bytes));
        artifact.put("downloadUrl", url);
        artifact.put("isExecutable", true);
        artifact.put("arguments", "--serve");
        artifact.put("metadata", Map.of("channel", "stable"));
        return artifact;
    }

    @SafeVarargs
    public static Map<String, Object> document(String project, String version, Map<String, Object>... artifacts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", "A release");
        document.put("version", version);
        document.put("tag", "v" + version);
        document.put("createdAt", "2026-01-31T12:00:00Z");
        document.put("project", project);
        document.put("projectIdentifier", new HashMap<>(Map.of("id", "anything")));
        document.put("status", "released");
        document.put("releaseNotes", "Says hello.\nAnd more.");
        document.put("author", "ada@example.com");
        document.put("metadata", new HashMap<>(Map.of("commit", "0123abc")));
        document.put("artifacts", new ArrayList<>(List.of(artifacts)));
        document.put("dockerImages", new ArrayList<>());
        document.put("dependencies", new ArrayList<>());
        return document;
    }

    public static Response send(String token, String project, Map<String, Object> document) {
        return Api.as(token)
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body(document)
                .post("/api/v1/catalog/releases/project/" + project.replace("/", "%2F") + "/import");
    }

    /** What builder and deployer hear of a version, under {@code items[0]}. */
    public static ValidatableResponse told(String token, String provider, String number) {
        String id = Api.version(token, provider, number).extract().path("id");
        return Api.asService()
                .get("/internal/versions?limit=1&after=" + id.substring(0, id.length() - 1))
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(id));
    }

    public static Response release(String token, String catalogId) {
        return Api.as(token).post("/api/v1/catalog/releases/" + catalogId + "/release");
    }

    public static Response export(String token, String catalogId) {
        return Api.as(token).get("/api/v1/catalog/releases/" + catalogId + "/export");
    }
}
